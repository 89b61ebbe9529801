package dev.headwater.edge.http.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagTest {
  @ParameterizedTest(name = "{4}: {0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        // one | other | strong | weak | section of RFC 9110
        "W/\"1\"|W/\"1\"|false|true|8.8.3.2",
        "W/\"1\"|W/\"2\"|false|false|8.8.3.2",
        "W/\"1\"|\"1\"|false|true|8.8.3.2",
        "\"1\"|\"1\"|true|true|8.8.3.2",
        "\"\"|\"\"|true|true|8.8.3 an empty tag is one",
        "\"1\"|\"1 \"|false|false|8.8.3 no space in a tag",
        "\"é\"|\"é\"|true|true|8.8.3 obs-text",
        "abc|abc|false|true|no quotes: weak",
        "abc|\"abc\"|false|false|no quotes: another text",
        "w/\"1\"|w/\"1\"|false|true|8.8.3 W is case-sensitive",
        "W\\\"1\"|W\\\"1\"|false|true|no tag: weak",
        "\"a\"b\"|\"a\"b\"|false|true|a quote within: weak",
      })
  void tagsAreCompared(String one, String other, boolean strong, boolean weak, String section) {
    EntityTag first = EntityTag.parse(one).orElseThrow();
    EntityTag second = EntityTag.parse(other).orElseThrow();
    assertThat(first.strongMatch(second)).as(section).isEqualTo(strong);
    assertThat(second.strongMatch(first)).as(section).isEqualTo(strong);
    assertThat(first.weakMatch(second)).as(section).isEqualTo(weak);
    assertThat(first).hasToString(one);
  }

  @Test
  void listsKeepTheirOrder() {
    assertThat(EntityTag.parseList(" \"a,b\" ,, W/\"c\",d , \"e\""))
        .map(EntityTag::toString)
        .containsExactly("\"a,b\"", "W/\"c\"", "d", "\"e\"");
  }

  @Test
  void backslashesEscapeNothing() {
    assertThat(EntityTag.parseList("\"a\\\", \"b\""))
        .map(EntityTag::opaqueTag)
        .containsExactly("\"a\\\"", "\"b\"");
  }

  @Test
  void emptyTextsAreNoTags() {
    assertThat(EntityTag.parse("  ")).isEmpty();
    assertThat(EntityTag.parseList(" , ,")).isEqualTo(List.of());
    assertThat(EntityTag.of(FieldList.empty())).isEmpty();
  }

  @Test
  void twoLinesAreNoTag() {
    assertThat(EntityTag.of(FieldList.of("ETag", "\"a\"", "etag", "\"b\""))).isEmpty();
  }
}
