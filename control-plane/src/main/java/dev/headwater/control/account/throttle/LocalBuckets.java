package dev.headwater.control.account.throttle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** Buckets that this instance takes from, in bounded memory. Thread-safe. */
final class LocalBuckets {
  /** About 300 bytes each; beyond it the least recently seen are forgotten early. */
  private static final long MAX_BUCKETS = 100_000;

  /** A bucket that nobody took from for so long is full; no window is longer. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final TimeMeter clock;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(MAX_BUCKETS).expireAfterAccess(REMEMBERED).build();

  LocalBuckets(TimeMeter clock) {
    this.clock = clock;
  }

  Bucket bucket(Limit limit, String subject) {
    return buckets.get(limit.key(subject), _ -> full(limit));
  }

  void forget(Limit limit, String subject) {
    buckets.invalidate(limit.key(subject));
  }

  private Bucket full(Limit limit) {
    return Bucket.builder()
        .addLimit(limit.toBucket().getBandwidths()[0])
        .withCustomTimePrecision(clock)
        .build();
  }
}
