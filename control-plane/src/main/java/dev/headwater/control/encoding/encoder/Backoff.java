package dev.headwater.control.encoding.encoder;

import java.time.Duration;

/** How long to wait before the next run, longer after each that was short. Immutable. */
record Backoff(Duration next) {
  static final Backoff FIRST = new Backoff(Duration.ofMillis(250));

  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** A run that lasted so long says nothing about the next. */
  private static final Duration GOOD_RUN = Duration.ofSeconds(30);

  /** Whether trying on makes no sense. */
  boolean isExhausted() {
    return next.equals(LONGEST);
  }

  /** After one that lasted so long. */
  Backoff after(Duration run) {
    if (run.compareTo(GOOD_RUN) >= 0) {
      return FIRST;
    }
    Duration twice = next.multipliedBy(2);
    return new Backoff(twice.compareTo(LONGEST) > 0 ? LONGEST : twice);
  }
}
