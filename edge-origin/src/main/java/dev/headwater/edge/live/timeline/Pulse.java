package dev.headwater.edge.live.timeline;

import java.time.Duration;
import java.time.Instant;

/**
 * How regularly an encoder sends, so that it is noticed soon when it doesn't: it is silent once
 * nothing has come for longer than it was ever apart of late, and some more. Encoders that send
 * whole segments are apart for as long as those last. Confined to its channel.
 */
final class Pulse {
  /** How long a distance between two is remembered, at least. */
  private static final Duration MEMORY = Duration.ofSeconds(10);

  private final Duration most;
  private final Duration margin;
  private Instant first = Instant.EPOCH;
  private Instant last = Instant.EPOCH; // where nothing has come
  private Instant windowBegan = Instant.EPOCH;
  private Duration longest = Duration.ZERO;
  private Duration longestBefore = Duration.ZERO; // in the window before

  /**
   * @param terms of the channel: within a target duration and a half, each segment has come
   */
  Pulse(Terms terms) {
    this.most = terms.target().multipliedBy(3).dividedBy(2);
    this.margin = terms.part().orElse(terms.target().dividedBy(6));
  }

  void beat(Instant now) {
    if (isSilent(now)) {
      first = now;
      windowBegan = now;
      longest = Duration.ZERO;
      longestBefore = Duration.ZERO;
    } else {
      Duration apart = Duration.between(last, now);
      longest = apart.compareTo(longest) > 0 ? apart : longest;
    }
    if (Duration.between(windowBegan, now).compareTo(MEMORY) >= 0) {
      windowBegan = now;
      longestBefore = longest;
      longest = Duration.ZERO;
    }
    last = now;
  }

  /** What came before says nothing any more. */
  void stop() {
    last = Instant.EPOCH;
  }

  /** Whether it has not begun, or what came says nothing any more. */
  boolean isStopped() {
    return last.equals(Instant.EPOCH);
  }

  boolean isSilent(Instant now) {
    return isStopped() || Duration.between(last, now).compareTo(bound()) > 0;
  }

  /** How long it may be silent; one that has just begun has more time, since it isn't known yet. */
  private Duration bound() {
    Duration known = longest.compareTo(longestBefore) > 0 ? longest : longestBefore;
    boolean isNew = Duration.between(first, last).compareTo(most) < 0;
    return isNew || known.compareTo(most) > 0 ? most : known.plus(margin);
  }

  /** For how long it has gone on; zero while it is silent. */
  Duration steadyFor(Instant now) {
    return isSilent(now) ? Duration.ZERO : Duration.between(first, now);
  }
}
