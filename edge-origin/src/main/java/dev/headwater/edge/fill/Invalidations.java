package dev.headwater.edge.fill;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When keys were invalidated on this node (RFC 9111, section 4.4): what was asked of the source
 * before that is neither kept nor taken from another tier any more. Thread-safe.
 */
public final class Invalidations {
  /** About 30 MB of heap at the longest keys; who writes more often is caught by Redis alone. */
  private static final long MOST = 10_000;

  /** As long as the shared tier keeps anything. */
  private static final Duration REMEMBERED = Duration.ofHours(24);

  private final Cache<String, Long> times =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfterWrite(REMEMBERED)
          .executor(Runnable::run)
          .build();

  void add(String key, long nowMillis) {
    times.put(key, nowMillis);
  }

  /** Whether something that is as old as that is no longer to be used. */
  boolean covers(String key, long askedMillis) {
    if (times.asMap().isEmpty()) {
      return false;
    }
    @Nullable Long time = times.getIfPresent(key);
    return time != null && askedMillis <= time;
  }
}
