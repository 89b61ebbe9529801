package dev.headwater.edge.fill;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * The keys of large responses of which the source gave all when it was asked for a part, whatever
 * it says of ranges: they are handed on whole. Thread-safe.
 */
public final class Unsliceable {
  /** Servers learn to give parts when they are replaced: seldom. */
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  /** About 10 MB of heap at the longest keys. */
  private static final long MOST = 10_000;

  private final Cache<String, Boolean> keys =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfterWrite(REMEMBERED)
          .executor(Runnable::run)
          .build();

  boolean has(String key) {
    return keys.getIfPresent(key) != null;
  }

  void add(String key) {
    keys.put(key, Boolean.TRUE);
  }
}
