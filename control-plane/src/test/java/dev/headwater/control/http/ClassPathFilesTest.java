package dev.headwater.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassPathFilesTest {
  private final ClassPathFiles files = new ClassPathFiles("/docs");

  @Test
  void aFileComesWithItsTypeAndAValidator() {
    ClassPathFiles.WebFile file = files.find("/index.html").orElseThrow();
    assertThat(file.contentType()).isEqualTo("text/html; charset=utf-8");
    assertThat(file.etag()).matches("\"\\d+-[0-9a-f]{8}\"");
    assertThat(files.find("/index.html")).contains(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/nothing.html",
        "/../api/openapi.yaml",
        "/./index.html",
        "//index.html",
        "/.hidden.html",
        "/index",
        "/index.html/",
        "index.html",
        "/a\u0000.html"
      })
  void nothingElseIsFound(String path) {
    assertThat(files.find(path)).isEmpty();
  }
}
