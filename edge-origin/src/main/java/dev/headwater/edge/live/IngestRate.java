package dev.headwater.edge.live;

import java.time.Duration;
import java.time.Instant;

/** How many bits come in a second, over the last few. Confined to its channel, but for reading. */
final class IngestRate {
  private static final Duration WINDOW = Duration.ofSeconds(5);

  private Instant began = Instant.EPOCH;
  private long bytes;
  private volatile long rate;
  private volatile Instant measured = Instant.EPOCH;

  void came(int length, Instant now) {
    Duration since = Duration.between(began, now);
    if (since.compareTo(WINDOW) >= 0) {
      rate = since.compareTo(WINDOW.multipliedBy(2)) < 0 ? bytes * 8000 / since.toMillis() : 0;
      measured = now;
      began = now;
      bytes = 0;
    }
    bytes += length;
  }

  /** Zero where nothing has come of late. */
  long bitsPerSecond(Instant now) {
    return Duration.between(measured, now).compareTo(WINDOW.multipliedBy(2)) < 0 ? rate : 0;
  }
}
