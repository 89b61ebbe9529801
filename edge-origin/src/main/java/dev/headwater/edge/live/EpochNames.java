package dev.headwater.edge.live;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names epochs by when they start and who owns them: a split brain makes no name twice, and neither
 * do two that start within one moment, or after a clock was put back. Thread-safe.
 */
final class EpochNames {
  private final String owner;
  private final AtomicLong newest = new AtomicLong(Long.MIN_VALUE);

  /**
   * @param owner unlike any other
   */
  EpochNames(String owner) {
    this.owner = owner;
  }

  String next(Instant start) {
    long millis = newest.updateAndGet(last -> Math.max(last + 1, start.toEpochMilli()));
    return Long.toString(millis, Character.MAX_RADIX) + owner;
  }
}
