package dev.headwater.control.cdn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagPrefixTest {
  @ParameterizedTest
  @CsvSource({
    "title-tq3kz7m2xa5bvw6cd, /vod/tq3kz7m2xa5bvw6cd/",
    "title-t1, /vod/t1/",
    "title-a-b, /vod/a-b/",
    "pub-t1-00ff, /vod/t1/00ff/",
    "channel-c1, /live/c1/",
    "kind-media-segment, /",
    "something, /",
    "title-a/b, /",
    "title-.., /",
    "pub-..-.., /",
    "channel-.., /",
    // What publishers may purge stays within their title, whatever they write after it.
    "pub-tabc, /vod/tabc/",
    "title-tabc-x/y, /vod/tabc/",
    "pub-tabc-x/y, /vod/tabc/",
    "pub-tabc-.., /vod/tabc/",
  })
  void whatBearsATagLiesUnderItsPrefix(String tag, String prefix) {
    assertThat(TagPrefix.of(tag)).isEqualTo(prefix);
  }
}
