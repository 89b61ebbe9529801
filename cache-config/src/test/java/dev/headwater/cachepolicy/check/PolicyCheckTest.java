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
        "match: /vod/{title}/{epoch}/poster.jpg|match: /p/{title}/{epoch}.jpg|NOTHING_PRIVATE_SHARED|whether it is private, another path says",
        "match: /live/{channel}/manifest.mpd|match: /vod/{channel}/manifest.mpd|NOTHING_PRIVATE_SHARED|whether it is private, another path says",
        "tiers: {}|tiers: { memory: any }|NOTHING_PRIVATE_SHARED|tiers (expected: none)",
        "browser: 0s, cdn: 0s|browser: 0s, cdn: 1s|NOTHING_PRIVATE_SHARED|a CDN keeps one viewer's for 1s",
        "token: by-visibility|token: always|NOTHING_PRIVATE_SHARED|a CDN keeps one viewer's for 1h",
        "browser: 5m, cdn: 1h|browser: 2h, cdn: 1h|LIFETIMES_SHRINK|browser 2h, cdn 1h",
        "browser: 5m, cdn: 1h|browser: 1m, cdn: 1h|ANSWERS_ARRIVE_FRESH|is 5m old, and its lifetime is 1m",
        "origin: 5m|origin: 0s|ANSWERS_ARRIVE_FRESH|origin 0s (expected: at least 1s",
        "browser: 0s, cdn: 0.25 target|browser: 1s, cdn: 0.25 target|LIVE_IS_NEW|is up to 3s old (expected: at most 2s)",
        "browser: 0s, cdn: 0.25 target|browser: 0s, cdn: 1 target|LIVE_IS_NEW|is up to 5s old",
        "origin: 1s, stale-while-revalidate: 0s|origin: 1s, stale-while-revalidate: 1m|LIVE_IS_NEW|is up to 62s old",
        "origin: 1s, stale-while-revalidate: 0s, stale-if-error: 0s|origin: 1s, stale-while-revalidate: 0s, stale-if-error: 1h|LIVE_IS_NEW|old (expected: at most 2s)",
        "not-found: 1s|not-found: 1h|NOT_YET_PASSES|not-found 1h, and it may be there a moment later (expected: at most 4s)",
        "browser: 5m, cdn: 1h, origin: 5m|browser: 1900ms, cdn: 1h, origin: 1900ms|ANSWERS_ARRIVE_FRESH|its lifetime is 1s",
        "key: [from, to]|key: [from, to, access_token]|NO_TOKEN_IN_KEYS|has TOKEN in its key",
        "key: [from, to]|key: [from, to, X-Amz-Signature]|NO_TOKEN_IN_KEYS|has TOKEN in its key",
        "key: [from, to]|key: [from, to, SID]|NO_TOKEN_IN_KEYS|has TOKEN in its key",
        "key: [from, to]|key: [from, to, x-auth]|NO_TOKEN_IN_KEYS|has TOKEN in its key",
        "key: [from, to]|key: { query: [from, to], headers: [{ name: Authorization, values: [a] }] }|NO_TOKEN_IN_KEYS|the header Authorization is a credential",
        "key: [from, to]|key: { query: [from, to], headers: [{ name: Cookie, values: [a] }] }|NO_TOKEN_IN_KEYS|the header Cookie is a credential",
        "key: [from, to]|key: { query: [from, to], headers: [{ name: X-Auth, values: [a] }] }|NO_TOKEN_IN_KEYS|the header X-Auth is a credential",
        "key: [from, to]|key: { query: [from, to], cookies: [{ name: headwater_token, values: [a] }] }|NO_TOKEN_IN_KEYS|the cookie headwater_token is a credential",
        "key: [from, to]|key: { query: [from, to], cookies: [{ name: JSESSIONID, values: [a] }] }|NO_TOKEN_IN_KEYS|the cookie JSESSIONID is a credential",
        "key: [from, to, _HLS_msn,|key: [from, to,|ONE_KEY_ONE_MEANING|?_HLS_msn=1 and ?_HLS_msn=2",
        "key: [from, to]|key: { headers: [{ name: X-Device, values: [tv] }] }|ONE_KEY_ONE_MEANING|?from=1 and ?from=2",
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
    String layer = "  - { name: %s, role: %1$s, counts-age: %s }\n";
    String policy =
        shipped.replace(
            "  - { name: cdn, role: edge, counts-age: false }\n",
            layer.formatted("shield", first) + layer.formatted("edge", second));
    assertThat(PolicyCheck.of(PolicyReader.read("p.yaml", policy)).isEmpty()).isEqualTo(good);
  }
}
