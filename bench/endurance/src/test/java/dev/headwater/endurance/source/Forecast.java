package dev.headwater.endurance.source;

import java.time.Duration;
import java.util.List;

/** Which weather is when: a cycle that begins again and again. Immutable. */
public record Forecast(Duration cycle) {
  /** In it, the source is gone for one minute, and silent for one more. */
  private static final Duration WHOLE_CYCLE = Duration.ofMinutes(5);

  /**
   * A stretch of the cycle.
   *
   * @param until the part of the cycle at whose end it ends
   */
  private record Stretch(Weather weather, double until) {}

  private static final List<Stretch> STRETCHES =
      List.of(
          new Stretch(Weather.FAILING, 0.3),
          new Stretch(Weather.SLOWED, 0.5),
          new Stretch(Weather.GONE, 0.7),
          new Stretch(Weather.FAILING, 0.8),
          new Stretch(Weather.MUTE, 1));

  /** A cycle of five minutes, or a shorter one for a run that is shorter. */
  public static Forecast of(Duration run) {
    return new Forecast(run.compareTo(WHOLE_CYCLE) < 0 ? run : WHOLE_CYCLE);
  }

  public Weather at(Duration since) {
    double part = (double) (since.toMillis() % cycle.toMillis()) / cycle.toMillis();
    return STRETCHES.stream()
        .filter(stretch -> part < stretch.until)
        .findFirst()
        .orElseThrow()
        .weather;
  }
}
