package dev.headwater.control.packaging;

import dev.headwater.media.FrameRate;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses the constant frame rate of a source's renditions: its own where that is constant and at
 * most 60, halved until it is. Where it varies, the rate that all its frames fit if that is a
 * standard one which frames are mostly there for, else the standard rate nearest to its average.
 */
final class OutputFrameRate {
  static final List<FrameRate> STANDARD =
      List.of(
          new FrameRate(24000, 1001),
          FrameRate.of(24),
          FrameRate.of(25),
          new FrameRate(30000, 1001),
          FrameRate.of(30),
          FrameRate.of(48),
          FrameRate.of(50),
          new FrameRate(60000, 1001),
          FrameRate.of(60));

  private static final FrameRate HIGHEST = FrameRate.of(60);

  /** A slide show still needs a frame in every segment. */
  private static final FrameRate LOWEST = FrameRate.of(1);

  /** Rates of files whose clock ticks in milliseconds are this far off; 24 and 23.976 are not. */
  private static final double SAME_RATE = 0.0004;

  /** Average and nominal rate of a constant source differ by less, in any but a short one. */
  private static final double CONSTANT = 0.005;

  /** Frames by which a short constant source may miss its nominal count at its ends. */
  private static final double FRAMES_AT_THE_ENDS = 1.5;

  private OutputFrameRate() {}

  static FrameRate of(VideoTrack track, double durationSeconds) {
    FrameRate nominal = track.nominal().or(track::average).orElse(FrameRate.of(25));
    FrameRate average = track.average().orElse(nominal);
    if (varies(average, nominal, durationSeconds)) {
      return mostlyThere(average, nominal)
          ? nearestStandard(nominal)
          : nearestStandard(halved(average));
    }
    FrameRate rate = halved(nominal);
    return isStandard(rate) ? nearestStandard(rate) : rate;
  }

  /** Whether a source on the grid of a standard rate only left frames out. */
  private static boolean mostlyThere(FrameRate average, FrameRate nominal) {
    return isStandard(nominal) && value(average) > value(nominal) / 2 * (1 + CONSTANT);
  }

  private static boolean isStandard(FrameRate rate) {
    return difference(nearestStandard(rate), rate) < SAME_RATE;
  }

  private static boolean varies(FrameRate average, FrameRate nominal, double durationSeconds) {
    double frames = Math.abs(value(average) - value(nominal)) * durationSeconds;
    return difference(average, nominal) > CONSTANT && frames > FRAMES_AT_THE_ENDS;
  }

  private static FrameRate halved(FrameRate rate) {
    FrameRate half = rate;
    while (value(half) > value(HIGHEST) * (1 + SAME_RATE)) {
      half = new FrameRate(half.numerator(), 2 * half.denominator());
    }
    return value(half) < value(LOWEST) ? LOWEST : half;
  }

  private static FrameRate nearestStandard(FrameRate rate) {
    return STANDARD.stream()
        .min(Comparator.comparingDouble(standard -> difference(standard, rate)))
        .orElseThrow();
  }

  private static double difference(FrameRate one, FrameRate other) {
    return Math.abs(value(one) / value(other) - 1);
  }

  static double value(FrameRate rate) {
    return (double) rate.numerator() / rate.denominator();
  }
}
