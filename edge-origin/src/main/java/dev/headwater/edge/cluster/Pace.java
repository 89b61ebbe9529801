package dev.headwater.edge.cluster;

import java.time.Duration;

/**
 * How often things are tried and told. Immutable.
 *
 * @param tick between two tellings of a node's counts
 * @param silence after which a node that tells nothing counts for nothing
 * @param deafness after which a node that hears nobody joins anew
 * @param firstRetry after the first attempt that failed; each further one waits twice as long
 * @param longestRetry the longest wait
 * @param patience for one attempt, and for one ending
 */
record Pace(
    Duration tick,
    Duration silence,
    Duration deafness,
    Duration firstRetry,
    Duration longestRetry,
    Duration patience) {
  static final Pace USUAL =
      new Pace(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60));

  /** Far beyond any longest wait, and far from an overflow. */
  private static final int MOST_DOUBLINGS = 20;

  /**
   * How long to wait before the next attempt.
   *
   * @param failures in a row, 1 or more
   * @param random from 0 to 1: nodes that failed together don't try together
   */
  Duration retry(int failures, double random) {
    long doubled = firstRetry.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
    long millis = Math.min(longestRetry.toMillis(), doubled);
    return Duration.ofMillis(Math.round(millis * (0.5 + random / 2)));
  }
}
