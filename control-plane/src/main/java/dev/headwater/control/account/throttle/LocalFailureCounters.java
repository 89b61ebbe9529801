package dev.headwater.control.account.throttle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The failures that this instance saw, in bounded memory. Thread-safe. */
final class LocalFailureCounters implements FailureCounters {
  /** About 100 bytes each; beyond it the least recently seen are forgotten early. */
  private static final long MAX_KEYS = 100_000;

  private record Count(long failures, Instant end) {}

  private final Duration window;
  private final InstantSource clock;
  private final Cache<String, Count> counts;

  LocalFailureCounters(Duration window, InstantSource clock) {
    this.window = window;
    this.clock = clock;
    this.counts = Caffeine.newBuilder().maximumSize(MAX_KEYS).expireAfterWrite(window).build();
  }

  @Override
  public Future<FailureCount> read(String key) {
    Count count = counts.getIfPresent(key);
    Instant now = clock.instant();
    return Future.succeededFuture(
        count == null || !now.isBefore(count.end)
            ? FailureCount.NONE
            : new FailureCount(count.failures, Duration.between(now, count.end)));
  }

  @Override
  public Future<Void> add(String key) {
    Instant now = clock.instant();
    counts
        .asMap()
        .merge(
            key,
            new Count(1, now.plus(window)),
            (old, first) -> now.isBefore(old.end) ? new Count(old.failures + 1, old.end) : first);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> forget(String key) {
    counts.invalidate(key);
    return Future.succeededFuture();
  }
}
