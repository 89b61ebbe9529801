package dev.headwater.edge.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draft-pantos-hls-rfc8216bis, section 6.2.5. */
class DeliveryDirectivesTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "/p, ''",
    "/p?, ''",
    "/p?x=1&y=2, ''",
    "/p?_HLS_msn=7, ?_HLS_msn=7",
    "/p?_HLS_msn=007, ?_HLS_msn=7",
    "/p?_HLS_part=0&_HLS_msn=7, ?_HLS_msn=7&_HLS_part=0",
    "/p?s=me&_HLS_skip=YES&_HLS_part=3&_HLS_msn=7&t=1, ?_HLS_msn=7&_HLS_part=3&_HLS_skip=YES",
    "/p?_HLS_skip=v2, ?_HLS_skip=YES",
    "/p?_HLS_msn=7#_HLS_part=1, ?_HLS_msn=7",
    "/p?_HLS_msn=7&to=13&from=11, ?from=6&to=18&_HLS_msn=7",
  })
  void theSameWishesAreTheSameKey(String uri, String query) {
    assertThat(DeliveryDirectives.of(uri).query()).isEqualTo(query);
  }

  @ParameterizedTest
  @CsvSource({
    "/p?_HLS_msn=, _HLS_msn: '' (expected: a whole number)",
    "/p?_HLS_msn, _HLS_msn: '_HLS_msn' (expected: a whole number)",
    "/p?_HLS_msn=-1, _HLS_msn: '-1' (expected: a whole number)",
    "/p?_HLS_msn=1.5, _HLS_msn: '1.5' (expected: a whole number)",
    "/p?_HLS_msn=9999999999999999999, _HLS_msn: '9999999999999999999' (expected: a whole number)",
    "/p?_HLS_msn=1&_HLS_part=9999999999, _HLS_part: '9999999999' (expected: a whole number)",
    "/p?_HLS_part=1, _HLS_part without _HLS_msn",
    "/p?_HLS_skip=NO, _HLS_skip: 'NO' (expected: YES or v2)",
  })
  void aWrongOneIsRefused(String uri, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeliveryDirectives.of(uri))
        .withMessage(message);
  }
}
