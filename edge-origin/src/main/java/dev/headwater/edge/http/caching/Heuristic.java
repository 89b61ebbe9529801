package dev.headwater.edge.http.caching;

import java.time.Duration;

/**
 * How fresh a response is held that doesn't say it: a part of the time since it was modified (RFC
 * 9111, section 4.2.2). Immutable.
 *
 * @param percent of the time between Last-Modified and Date
 * @param cap the longest lifetime
 */
public record Heuristic(int percent, Duration cap) {
  public static final Heuristic NONE = new Heuristic(0, Duration.ZERO);

  /** The tenth that section 4.2.2 calls typical, and at most a day. */
  public static final Heuristic TYPICAL = new Heuristic(10, Duration.ofDays(1));

  public Heuristic {
    if (percent < 0 || percent > 100 || cap.isNegative()) {
      throw new IllegalArgumentException(
          "heuristic: " + percent + "%, " + cap + " (expected: 0 to 100%, cap not negative)");
    }
  }

  long lifetimeMillis(long sinceModifiedMillis) {
    return Math.clamp(sinceModifiedMillis / 100 * percent, 0, cap.toMillis());
  }
}
