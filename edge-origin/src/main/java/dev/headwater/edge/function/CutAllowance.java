package dev.headwater.edge.function;

import java.time.Duration;

/**
 * How much of an event loop's time calls may take that are cut off in the end: a tenth. A function
 * that takes more rests until it has made up for it, so that neither broken code nor a viewer who
 * has found a slow path holds up all others. Event-loop confined.
 */
final class CutAllowance {
  /** One part of so many is theirs. */
  private static final int SHARE = 10;

  /** What may be taken at once, before anything has to be made up for. */
  private static final long MOST_NANOS = Duration.ofSeconds(1).toNanos() / SHARE;

  private long takenNanos;
  private long sinceNanos;

  /** Whether it may be called now. */
  boolean allows(long nowNanos) {
    if (takenNanos > 0) {
      takenNanos = Math.max(0, takenNanos - (nowNanos - sinceNanos) / SHARE);
    }
    sinceNanos = nowNanos;
    return takenNanos < MOST_NANOS;
  }

  /** A call was cut off after so long. */
  void took(long nanos) {
    takenNanos += nanos;
  }
}
