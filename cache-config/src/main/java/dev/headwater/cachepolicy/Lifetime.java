package dev.headwater.cachepolicy;

import java.time.Duration;
import java.util.Locale;

/** A freshness lifetime as a policy states it. Implementations are immutable. */
public sealed interface Lifetime {
  /** The lifetime where that is the target duration. */
  Duration at(Duration target);

  /** The same, whatever is cached. */
  record Fixed(Duration duration) implements Lifetime {
    @Override
    public Duration at(Duration target) {
      return duration;
    }

    @Override
    public String toString() {
      return DurationText.of(duration);
    }
  }

  /**
   * Some target durations (draft-pantos-hls-rfc8216bis, section 4.4.3.1).
   *
   * @param count how many, as in 0.5
   */
  record Targets(double count) implements Lifetime {
    @Override
    public Duration at(Duration target) {
      return Duration.ofMillis(Math.round(target.toMillis() * count));
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s target", DurationText.number(count));
    }
  }
}
