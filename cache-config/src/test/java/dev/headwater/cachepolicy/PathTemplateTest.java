package dev.headwater.cachepolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {
  private final PathTemplate template = PathTemplate.parse("/vod/{title}/{n}.m4s");

  @Test
  void variablesTakeWhatStandsInTheirPlace() {
    assertThat(template.match(List.of("vod", "t1", "12.m4s")))
        .contains(Map.of("title", "t1", "n", "12"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vod/t1", "vod/t1/.m4s", "live/t1/1.m4s", "vod/t1/1.mp4", "vod//1.m4s"})
  void anotherFormDoesNotMatch(String path) {
    assertThat(template.match(Arrays.asList(path.split("/", -1)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vod/x", "/vod//x", "/vod/{x", "/vod/x}", "/vod/}{", "/{a}{b}"})
  void whatIsNotATemplateIsRefused(String text) {
    assertThatThrownBy(() -> PathTemplate.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }

  @ParameterizedTest
  @CsvSource({
    "/a/{x}, /a/b, /a/b",
    "/a/{x}, /{y}/b, /a/b",
    "/{n}.m4s, /{n}.{p}.m4s, ",
    "/{e}-{n}.m4s, /{e}-{n}.{p}.m4s, ",
    "/{e}-{n}.m4s, /{n}.m4s, /x-x.m4s",
    "/{n}.m4s, /init.mp4, ",
    "/a{n}, /{n}a, /aa",
    "/a, /a/{x}, ",
  })
  void twoTemplatesOverlapWhereAPathIsOfBoth(String one, String other, String path) {
    PathTemplate first = PathTemplate.parse(one);
    PathTemplate second = PathTemplate.parse(other);
    assertThat(first.overlap(second).orElse(null)).isEqualTo(path);
    assertThat(second.overlap(first).isPresent()).isEqualTo(path != null);
  }

  @Test
  void aVariableBesideTextTakesNoDot() {
    assertThat(template.match(List.of("vod", "t1", "1.2.m4s"))).isEmpty();
    assertThat(template.match(List.of("vod", "t.1", "2.m4s"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/{x}",
        "/{e}-{n}.m4s",
        "/{e}-{n}.{p}.m4s",
        "/{n}.m4s",
        "/a{x}b{y}",
        "/{x}-a{y}"
      })
  void itsRegularExpressionMatchesTheSamePaths(String text) {
    PathTemplate one = PathTemplate.parse(text);
    Pattern regex = Pattern.compile(one.regex(Map.of()));
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String path = path(random);
      assertThat(regex.matcher(path).matches())
          .as("%s of %s, %s", path, text, regex)
          .isEqualTo(one.match(Arrays.asList(path.substring(1).split("/", -1))).isPresent());
    }
  }

  private static String path(Random random) {
    String[] words = {"a", "b", "-", "a-", ".", ".m4s", "~", "_7", "/", "-a"};
    StringBuilder path = new StringBuilder("/");
    for (int left = random.nextInt(7); left >= 0; left--) {
      path.append(words[random.nextInt(words.length)]);
    }
    return path.toString();
  }

  @Test
  void itsRegularExpressionKeepsToFixedValues() {
    assertThat(template.regex(Map.of("title", "t.1"))).isEqualTo("/vod/t\\.1/[\\w~-]+\\.m4s");
  }
}
