package dev.headwater.control.encoding.publish;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/** Slows those down who try keys. Thread-safe. */
final class WrongKeys {
  /** About 300 bytes each; beyond it the least recently seen are forgotten early. */
  private static final long MAX_ADDRESSES = 10_000;

  /** Of one address, within the window; an encoder with an old key tries a few times a minute. */
  private static final int MAX_WRONG = 10;

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(MAX_ADDRESSES).expireAfterAccess(WINDOW).build();

  /** Whether an address has tried too many. */
  boolean isThrottled(String address) {
    Bucket bucket = buckets.getIfPresent(address);
    return bucket != null && bucket.getAvailableTokens() == 0;
  }

  void wrong(String address) {
    buckets.get(address, _ -> full()).tryConsume(1);
  }

  private static Bucket full() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(MAX_WRONG).refillGreedy(MAX_WRONG, WINDOW))
        .build();
  }
}
