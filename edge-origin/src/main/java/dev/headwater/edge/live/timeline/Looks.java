package dev.headwater.edge.live.timeline;

import java.time.Duration;
import java.time.Instant;

/**
 * When it was looked whether encoders are silent. After a look that came late, what has been sent
 * meanwhile waits to be read, and nobody is silent who seems to be. Confined to its channel.
 */
final class Looks {
  /** Far longer than between two looks, and enough to read what waits. */
  private static final Duration LATE = Duration.ofMillis(250);

  private Instant last = Instant.EPOCH;
  private Instant late = Instant.EPOCH;

  void look(Instant now) {
    late = Duration.between(last, now).compareTo(LATE) > 0 ? now : late;
    last = now;
  }

  /** Whether one was late a moment ago. */
  boolean wereLate(Instant now) {
    return Duration.between(late, now).compareTo(LATE) < 0;
  }
}
