package dev.headwater.edge.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.yaml.PolicyReader;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.http.caching.TargetedFields;
import dev.headwater.edge.rule.KindRule;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the shipped policy, but that posters have a size, playlists a party, and t9 is special. */
class KindRouterTest {
  private static final String SHIPPED = PolicyReader.resource(PolicyReader.SHIPPED);

  private static final String OVERRIDE =
      """
      overrides:
        - title: t9
          kinds: [image]
          lifetimes: { browser: 1m, cdn: 2m, origin: 30s }
      """;

  private static final CachePolicy POLICY =
      PolicyReader.read(
          "p.yaml",
          SHIPPED
                  .replace("match: /vod/{title}/{epoch}/poster.jpg", "match: /p/{title}.jpg")
                  .replace(
                      "tags: [\"title-{title}\", \"pub-{title}-{epoch}\", \"kind-image\"]",
                      "tags: [\"title-{title}\"]")
                  .replace("key: []\n    tags: [\"title-{title}\"]", "key: [w, h]\n    tags: []")
                  .replace("_HLS_skip]", "_HLS_skip, ab]")
              + OVERRIDE);

  private final Router router = new KindRouter(POLICY, TargetedFields.USUAL, false);

  @ParameterizedTest
  @CsvSource({
    "/p/t1.jpg, /p/t1.jpg",
    "/p/t1.jpg?h=2&session=9&w=1, /p/t1.jpg?w=1&h=2",
    "/p/t1.jpg?w=, /p/t1.jpg?w=",
    "/vod/t1/e1/index.m3u8?w=1, /vod/t1/e1/index.m3u8",
    "/live/c1/v1/index.m3u8?ab=x, /live/c1/v1/index.m3u8?ab=x",
    "/live/c1/v1/index.m3u8?ab=x&_HLS_msn=7, /live/c1/v1/index.m3u8?_HLS_msn=7&ab=x",
    "/t/secret/live/c1/v1/index.m3u8?_HLS_msn=7, /live/c1/v1/index.m3u8?_HLS_msn=7",
  })
  void whatThePolicyNamesCountsInItsOrder(String uri, String key) {
    assertThat(((Routing.Routed) router.route(uri)).route().key()).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({"/p/t1.jpg?w=1\u00072", "/p/t1.jpg?w=\u00e9", "/live/c1/v1/index.m3u8?_HLS_msn=x"})
  void whatCanBeNoParameterIsRefused(String uri) {
    assertThat(router.route(uri))
        .isInstanceOfSatisfying(
            Routing.Refused.class,
            refused -> assertThat(refused.failure()).isInstanceOf(Failure.Malformed.class));
  }

  @Test
  void aValueThatIsAsLongAsATokenNeverCounts() {
    assertThat(router.route("/p/t1.jpg?w=" + "1".repeat(101)))
        .isInstanceOfSatisfying(
            Routing.Refused.class,
            refused ->
                assertThat(refused.failure())
                    .isEqualTo(new Failure.Malformed("w: 101 characters (expected: at most 100)")));
  }

  @Test
  void aTitleOfItsOwnHasARuleOfItsOwn() {
    assertThat(browser("/p/t9.jpg")).isEqualTo(Duration.ofMinutes(1));
    assertThat(browser("/p/t1.jpg")).isEqualTo(Duration.ofHours(1));
  }

  private Duration browser(String uri) {
    Route route = ((Routing.Routed) router.route(uri)).route();
    return ((KindRule) route.rule()).policy().lifetimes().browser();
  }
}
