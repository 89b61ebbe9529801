package dev.headwater.platform.store.s3;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * How long the latest reads waited for their first byte, and so when a read is slow enough to be
 * sent a second time: after their 95th percentile. Thread-safe.
 */
final class FirstByteTimes {
  /** How many reads are remembered: some seconds' worth on a busy node. */
  private static final int REMEMBERED = 512;

  /** With fewer, the percentile says nothing yet. */
  private static final int ENOUGH = 40;

  /** The percentile is worked out anew after so many reads. */
  private static final int REFRESH = 16;

  private static final double PERCENTILE = 0.95;

  private final long floorNanos;
  private final long[] nanos = new long[REMEMBERED];
  private long count;
  private volatile long thresholdNanos = -1; // negative: not known yet

  FirstByteTimes(Duration floor) {
    this.floorNanos = floor.toNanos();
  }

  synchronized void add(long elapsedNanos) {
    nanos[(int) (count % REMEMBERED)] = elapsedNanos;
    count++;
    if (count >= ENOUGH && count % REFRESH == 0) {
      thresholdNanos = Math.max(floorNanos, percentile());
    }
  }

  private long percentile() {
    long[] sorted = Arrays.copyOf(nanos, (int) Math.min(count, REMEMBERED));
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(sorted.length * PERCENTILE) - 1];
  }

  /** Empty while too few reads are known. */
  OptionalLong hedgeAfterMillis() {
    long threshold = thresholdNanos;
    return threshold < 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(1, Math.ceilDiv(threshold, 1_000_000L)));
  }
}
