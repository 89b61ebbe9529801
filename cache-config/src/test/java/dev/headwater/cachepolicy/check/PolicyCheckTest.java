package dev.headwater.cachepolicy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.yaml.PolicyReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One mistake in the shipped policy, and what is said of it. */
class PolicyCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "key: [from, to]|key: [from, to, token]|NO_TOKEN_IN_KEYS|has TOKEN in its key",
        "key: [from, to]|key: [from, to, Headwater_Token]|NO_TOKEN_IN_KEYS|has TOKEN in its key",
        "key: [from, to, _HLS_msn,|key: [from, to,|ONE_KEY_ONE_MEANING|?_HLS_msn=1 and ?_HLS_msn=2",
        "token: always|token: by-visibility|NOTHING_PRIVATE_SHARED|(expected: always",
        "tiers: {}|tiers: { memory: any }|NOTHING_PRIVATE_SHARED|tiers (expected: none)",
        "browser: 0s, cdn: 0s|browser: 0s, cdn: 1s|NOTHING_PRIVATE_SHARED|a CDN keeps one viewer's for 1s",
        "token: by-visibility|token: always|NOTHING_PRIVATE_SHARED|a CDN keeps one viewer's for 1h",
        "browser: 5m, cdn: 1h|browser: 2h, cdn: 1h|LIFETIMES_SHRINK|browser 2h, cdn 1h",
        "browser: 5m, cdn: 1h|browser: 1m, cdn: 1h|ANSWERS_ARRIVE_FRESH|is 5m old, and its lifetime is 1m",
        "origin: 5m|origin: 0s|ANSWERS_ARRIVE_FRESH|origin 0s (expected: at least 1s",
        "browser: 0s, cdn: 0.25 target|browser: 1s, cdn: 0.25 target|LIVE_IS_NEW|is up to 3s old (expected: at most 2s)",
        "browser: 0s, cdn: 0.25 target|browser: 0s, cdn: 1 target|LIVE_IS_NEW|is up to 5s old",
      })
  void aMistakeIsShownByACase(String right, String wrong, Invariant broken, String shown) {
    String shipped = PolicyReader.resource(PolicyReader.SHIPPED);
    assertThat(shipped).contains(right);
    assertThat(PolicyCheck.of(PolicyReader.read("p.yaml", shipped.replace(right, wrong))))
        .isNotEmpty()
        .anySatisfy(violation -> {
          assertThat(violation.invariant()).isEqualTo(broken);
          assertThat(violation.shown()).contains(shown);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, true",
    "true, false, false",
    "false, true, false",
    "false, false, false"
  })
  void ofTwoLayersBothHaveToCountAge(boolean first, boolean second, boolean good) {
    String shipped = PolicyReader.resource(PolicyReader.SHIPPED);
    String layer = "  - { name: cdn, counts-age: %s }\n";
    String policy =
        shipped.replace(layer.formatted(false), layer.formatted(first) + layer.formatted(second));
    assertThat(PolicyCheck.of(PolicyReader.read("p.yaml", policy)).isEmpty()).isEqualTo(good);
  }
}
