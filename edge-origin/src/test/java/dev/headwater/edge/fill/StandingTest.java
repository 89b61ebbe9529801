package dev.headwater.edge.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.cachepolicy.yaml.PolicyReader;
import dev.headwater.platform.feed.FeedChange.Purge;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was stored under one policy, once another one is in force. */
class StandingTest {
  private static final String POSTER = "/vod/t/e/poster.jpg";
  private static final String LIFETIMES = "{ browser: 1h, cdn: 24h, origin: 1h,";
  private static final String SHORTER = "{ browser: 1m, cdn: 24h, origin: 1m,";
  private static final String LONGER = "{ browser: 4h, cdn: 24h, origin: 4h,";
  private static final String TAGS = "\"kind-image\"]";

  private final PlayedCache cache = new PlayedCache();
  private long sequence;

  /** The shipped policy but for that. */
  private static Classification policy(String right, String other) {
    String shipped = PolicyReader.resource(PolicyReader.SHIPPED);
    assertThat(shipped).contains(right);
    return PolicyReader.read("p.yaml", shipped.replace(right, other))
        .classify(POSTER)
        .orElseThrow();
  }

  @BeforeEach
  void store() {
    cache.goBy(policy("", ""));
    cache.fetched(POSTER, 200, "poster", "ETag", "\"1\"");
    assertThat(cache.get(POSTER).answer()).isEqualTo("hit poster");
  }

  @AfterEach
  void close() {
    cache.close();
  }

  private void purge(String tag, Purge.Mode mode) {
    cache.purges.add(new Purge("u", mode, List.of(tag), List.of(), List.of()), ++sequence);
    cache.purges.advance(sequence);
  }

  @Test
  void aLifetimeThatIsShorterNowHoldsForWhatIsStored() {
    cache.goBy(policy(LIFETIMES, SHORTER));
    assertThat(cache.get(POSTER).answer()).isEqualTo("hit poster");
    cache.later(Duration.ofMinutes(3));
    Visit visit = cache.get(POSTER);
    cache.source.next().answer(304, "");
    assertThat(visit.content()).isEqualTo("poster");
    assertThat(visit.outcome()).isEqualTo("validated");
  }

  @Test
  void aLifetimeThatIsLongerNowHoldsForWhatComesFromNowOn() {
    cache.goBy(policy(LIFETIMES, LONGER));
    cache.later(Duration.ofHours(2));
    Visit visit = cache.get(POSTER);
    cache.source.next().answer(304, "");
    assertThat(visit.outcome()).isEqualTo("validated");
    cache.later(Duration.ofHours(2));
    assertThat(cache.get(POSTER).answer()).isEqualTo("hit poster");
  }

  @Test
  void whatAPurgeMadeStaleStaysStale() {
    purge("kind-image", Purge.Mode.SOFT);
    cache.goBy(policy(LIFETIMES, LONGER));
    cache.later(Duration.ofMinutes(2)); // past what may be served stale
    cache.get(POSTER);
    cache.source.next().answer(304, "");
    assertThat(cache.get(POSTER).answer()).isEqualTo("hit poster");
  }

  @Test
  void aPurgeOfATagThatItHasByNowNamesIt() {
    purge("posters", Purge.Mode.HARD);
    assertThat(cache.get(POSTER).answer()).isEqualTo("hit poster");
    cache.goBy(policy(TAGS, "\"posters\"]"));
    assertThat(cache.fetched(POSTER, 200, "other").outcome()).isEqualTo("uri-miss");
    purge("kind-image", Purge.Mode.HARD);
    assertThat(cache.get(POSTER).answer()).isEqualTo("hit other");
    purge("posters", Purge.Mode.HARD);
    assertThat(cache.fetched(POSTER, 200, "third").outcome()).isEqualTo("uri-miss");
  }

  @Test
  void whatNoTierMayKeepAnyMoreIsNotServedFromOne() {
    cache.goBy(policy("{ memory: any, redis: any }", "{}"));
    Visit visit = cache.get(POSTER);
    cache.source.next().answer(200, "fetched");
    assertThat(visit.content()).isEqualTo("fetched");
    assertThat(cache.memory.holds(POSTER)).isFalse();
  }

  @Test
  void thatNothingIsThereIsKeptAsLongAsThePolicySaysNow() {
    String missing = "/vod/t/e2/poster.jpg";
    cache.fetched(missing, 404, "no");
    cache.goBy(policy("not-found: 10s", "not-found: 2s"));
    assertThat(cache.get(missing).answer()).isEqualTo("hit no");
    cache.later(Duration.ofSeconds(3));
    assertThat(cache.fetched(missing, 200, "there").status()).isEqualTo(200);
  }
}
