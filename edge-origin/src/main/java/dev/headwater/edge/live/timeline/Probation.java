package dev.headwater.edge.live.timeline;

import java.time.Duration;
import java.time.Instant;

/**
 * For how long the primary has to be steady before it is taken back: longer each time that it fails
 * soon after. Confined to its channel.
 */
final class Probation {
  /** An encoder that comes and goes is not to be seen again before it has gone on for so long. */
  private static final Duration STEADY = Duration.ofSeconds(10);

  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** One that fails so soon after it was taken back wasn't well. */
  private static final Duration SOON = Duration.ofMinutes(1);

  private Duration wanted = STEADY;
  private Instant returned = Instant.EPOCH;

  /** It was taken back. */
  void ends(Instant now) {
    returned = now;
  }

  /** It has failed. */
  void begins(Instant now) {
    boolean soon = Duration.between(returned, now).compareTo(SOON) < 0;
    Duration longer = wanted.multipliedBy(2);
    wanted = !soon ? STEADY : longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
  }

  Duration wanted() {
    return wanted;
  }
}
