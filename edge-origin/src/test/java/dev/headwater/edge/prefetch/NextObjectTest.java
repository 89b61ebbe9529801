package dev.headwater.edge.prefetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.http.message.FieldList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextObjectTest {
  private static final String PATH = "/vod/t/e/720p/7.m4s";

  @ParameterizedTest
  @CsvSource({
    "/vod/t/e/720p/7.m4s, /vod/t/e/720p/6.m4s, /vod/t/e/720p/8.m4s",
    "/vod/t/e/720p/99.vtt, /vod/t/e/720p/98.vtt, /vod/t/e/720p/100.vtt",
    "/vod/t/e/720p/10.m4s, /vod/t/e/720p/9.m4s, /vod/t/e/720p/11.m4s",
    "/vod/t/e/720p/007.m4s, /vod/t/e/720p/006.m4s, /vod/t/e/720p/008.m4s",
    "/vod/t/e/720p/099.m4s, /vod/t/e/720p/098.m4s, /vod/t/e/720p/100.m4s",
    "/vod/t/e/720p/09.m4s, /vod/t/e/720p/08.m4s, /vod/t/e/720p/10.m4s",
    "/vod/t/e/720p/0.m4s, , ",
    "/vod/t/e/720p/init.mp4, , ",
    "/vod/t/e/720p/9999999999.m4s, , "
  })
  void neighboursHaveTheNumbersBesideItsOwn(String path, String before, String next) {
    assertThat(NextObject.numbered(path).map(NextObject.Neighbours::before).orElse(null))
        .isEqualTo(before);
    assertThat(NextObject.numbered(path).map(NextObject.Neighbours::next).orElse(null))
        .isEqualTo(next);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nor=\"8.m4s\" | /vod/t/e/720p/8.m4s | same folder",
        "nor=\"..%2F1080p%2F8.m4s\" | /vod/t/e/1080p/8.m4s | escaped, as version 1 has it",
        "nor=(\"8.m4s\" \"9.m4s\") | /vod/t/e/720p/8.m4s | a list, as version 2 has it",
        "bl=2100,nor=\"8.m4s\",sid=\"x\" | /vod/t/e/720p/8.m4s | among other keys",
        "nor=\"../../../other/e/720p/8.m4s\" | | another publication",
        "nor=\"https://elsewhere/8.m4s\" | | another host",
        "nor=\"//elsewhere/vod/t/e/720p/8.m4s\" | | another host, without scheme",
        "nor=8 | | no text",
        "nor=\"%zz\" | | a broken escape",
        "nor=\"8.m4s | | no structured field",
        "bl=2100 | | not said"
      })
  void theObjectThatThePlayerNamesIsOneOfTheSamePublication(
      String cmcd, String expected, String why) {
    assertThat(NextObject.announced(PATH, PATH, FieldList.of("CMCD-Request", cmcd)).orElse(null))
        .as(why)
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "?CMCD=nor%3D%228.m4s%22, /vod/t/e/720p/8.m4s",
    "?a=b&CMCD=bl%3D100%2Cnor%3D%228.m4s%22&c=d, /vod/t/e/720p/8.m4s",
    "?cmcd=nor%3D%228.m4s%22, ",
    "?CMCD=%zz, "
  })
  void thePlayerMayNameItInTheQueryToo(String query, String expected) {
    assertThat(NextObject.announced(PATH + query, PATH, FieldList.empty()).orElse(null))
        .isEqualTo(expected);
  }
}
