package dev.headwater.edge.source.upstream;

import dev.headwater.platform.runtime.MonotonicClock;
import java.time.Duration;

/**
 * Takes a host out for a while when it fails several times in a row, longer each time. Not
 * thread-safe.
 */
final class Ejection {
  /** So many failures without a success between them are no coincidence. */
  private static final int FAILURES = 5;

  /** The first time out; the nth time is n times as long. */
  private static final long MILLIS = Duration.ofSeconds(10).toMillis();

  /** A host that is back would not be noticed for longer than this. */
  private static final long MOST_MILLIS = Duration.ofMinutes(5).toMillis();

  private final MonotonicClock clock;
  private int inARow;
  private int times;
  private long endsAt;

  /** Starts in. */
  Ejection(MonotonicClock clock) {
    this.clock = clock;
    this.endsAt = clock.millis() - MOST_MILLIS;
  }

  void succeeded() {
    inARow = 0;
  }

  /** Whether the host should be out now. */
  boolean failed() {
    inARow++;
    return inARow >= FAILURES && !isOut();
  }

  /** What was long ago doesn't count any more. */
  void begin() {
    long now = clock.millis();
    times = now - endsAt >= MOST_MILLIS ? 1 : times + 1;
    endsAt = now + Math.min(MOST_MILLIS, MILLIS * times);
    inARow = 0;
  }

  boolean isOut() {
    return clock.millis() - endsAt < 0;
  }
}
