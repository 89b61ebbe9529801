package dev.headwater.edge.fill;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * The keys whose last response could not be shared: requests for them don't wait for each other
 * (hit-for-miss), until one could be. Thread-safe.
 */
public final class Unshareable {
  /** Long enough to matter under load, short enough to notice a change. */
  private static final Duration REMEMBERED = Duration.ofSeconds(10);

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

  void remove(String key) {
    if (!keys.asMap().isEmpty()) {
      keys.invalidate(key);
    }
  }
}
