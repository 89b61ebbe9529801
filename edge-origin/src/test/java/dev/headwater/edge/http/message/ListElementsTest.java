package dev.headwater.edge.http.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListElementsTest {
  @ParameterizedTest(name = "{2}: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        // line | elements | section of RFC 9110
        "a,b|a/b|5.6.1.1",
        "foo ,bar,|foo/bar|5.6.1.2",
        "foo , ,bar,charlie|foo/bar/charlie|5.6.1.2",
        ", ,|''|5.6.1.2 none",
        "''|''|5.6.1.2 none",
        "a=\"b,c\", d|a=\"b,c\"/d|5.6.4 quoted-string",
        "a=\"b\\\",c\", d|a=\"b\\\",c\"/d|5.6.4 quoted-pair",
        "a=\"b,c|a=\"b/c|a quote that isn't closed",
        "a=\"b\\|a=\"b\\|a backslash at the end",
      })
  void linesAreSplit(String line, String elements, String section) {
    assertThat(String.join("/", ListElements.of(line))).as(section).isEqualTo(elements);
  }

  @Test
  void linesOfOneNameAreOneList() {
    FieldList fields = FieldList.of("Vary", "a, b", "X", "x", "vary", "c");
    assertThat(ListElements.of(fields, "VARY")).containsExactly("a", "b", "c");
  }
}
