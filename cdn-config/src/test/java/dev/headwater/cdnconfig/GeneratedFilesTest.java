package dev.headwater.cdnconfig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.yaml.PolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds {@code generated/} to the shipped policy. With {@code -Ddocs.write=true} the files are
 * written anew: {@code ./mvnw test -pl cdn-config -am -Dtest=GeneratedFilesTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true}.
 */
class GeneratedFilesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("headwater.root", ".."), "cdn-config", "generated");

  @ParameterizedTest
  @CsvSource({"NGINX, nginx.conf", "VARNISH, default.vcl"})
  void theFileSaysWhatTheShippedPolicySays(Cdn cdn, String name) throws IOException {
    RenderedConfiguration rendered = cdn.render(PolicyReader.shipped(), Site.USUAL);
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(file, rendered.text());
    }
    assertThat(file).as("written anew by -Ddocs.write=true").hasContent(rendered.text());
    assertThat(rendered.unexpressed())
        .isNotEmpty()
        .allSatisfy(one -> assertThat(rendered.text()).contains("# - " + one + "\n"));
  }
}
