package dev.headwater.edge.source;

import java.util.concurrent.TimeUnit;

/**
 * How fast bytes come while they are waited for: too slow is none for the limit, or fewer than a
 * least rate in as much waiting, however often it was interrupted. Not thread-safe.
 */
final class Pace {
  /** A sixth of the poorest sound that is streamed: what is slower plays for nobody. */
  private static final long LEAST_BYTES_PER_SECOND = 1024;

  private final long limitNanos;
  private final long leastBytes;
  private boolean waiting;
  private long sinceNanos;
  private long quietSinceNanos;
  private long waitedNanos; // before this stretch, in this window
  private long bytes; // in this window

  Pace(long limitMillis) {
    this.limitNanos = TimeUnit.MILLISECONDS.toNanos(limitMillis);
    this.leastBytes = LEAST_BYTES_PER_SECOND * limitMillis / 1000;
  }

  /** From now on they are waited for. */
  void expect(long nowNanos) {
    if (!waiting) {
      waiting = true;
      sinceNanos = nowNanos;
      quietSinceNanos = nowNanos;
    }
  }

  /** From now on nobody waits for more. */
  void rest(long nowNanos) {
    if (waiting) {
      waiting = false;
      waitedNanos += nowNanos - sinceNanos;
    }
  }

  void came(long count, long nowNanos) {
    bytes += count;
    quietSinceNanos = nowNanos;
  }

  /** How long, while they are waited for, until it may be too slow; zero or less where it is. */
  long leftNanos(long nowNanos) {
    if (waitedNanos + nowNanos - sinceNanos >= limitNanos && bytes >= leastBytes) {
      waitedNanos = 0;
      sinceNanos = nowNanos;
      bytes = 0;
    }
    long left = limitNanos - (waitedNanos + nowNanos - sinceNanos);
    return Math.min(left, limitNanos - (nowNanos - quietSinceNanos));
  }
}
