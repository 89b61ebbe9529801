package dev.headwater.endurance.source;

import java.time.Duration;

/**
 * How the source is doing. Immutable.
 *
 * @param failing the share of requests that fail
 * @param slowest answers begin up to this late, and come in small pieces; zero: at once
 */
public record Weather(String word, double failing, Duration slowest, Presence presence) {
  private static final double USUAL_FAILURES = 0.1;

  /** Below the time limit of nodes, so that slow is not the same as silent. */
  private static final Duration SLOW = Duration.ofSeconds(2);

  public static final Weather FAIR = new Weather("fair", 0, Duration.ZERO, Presence.HERE);
  public static final Weather FAILING =
      new Weather("failing", USUAL_FAILURES, Duration.ZERO, Presence.HERE);
  public static final Weather SLOWED = new Weather("slow", USUAL_FAILURES, SLOW, Presence.HERE);
  public static final Weather GONE = new Weather("gone", 0, Duration.ZERO, Presence.GONE);
  public static final Weather MUTE = new Weather("silent", 0, Duration.ZERO, Presence.SILENT);

  /** Whether anybody is there. */
  public enum Presence {
    HERE,
    /** Connections are accepted, and nothing is ever answered. */
    SILENT,
    /** Connections are refused, and those that were open are closed. */
    GONE
  }
}
