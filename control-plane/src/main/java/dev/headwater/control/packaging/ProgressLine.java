package dev.headwater.control.packaging;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a line that ffmpeg writes with {@code -progress}. */
final class ProgressLine {
  private static final Pattern TIME = Pattern.compile("out_time_us=(\\d{1,18})");
  private static final double MICROS_PER_SECOND = 1e6;

  private ProgressLine() {}

  /**
   * Whether it tells of more than was told before: a report without is no sign of life.
   *
   * @param furthest in seconds of media, one number, which it is written to
   */
  static boolean isBeyond(String line, double[] furthest) {
    OptionalDouble seconds = seconds(line);
    boolean beyond = seconds.isPresent() && seconds.getAsDouble() > furthest[0];
    if (beyond) {
      furthest[0] = seconds.getAsDouble();
    }
    return beyond;
  }

  /** How many seconds of media are done, where the line says that. */
  static OptionalDouble seconds(String line) {
    Matcher matcher = TIME.matcher(line.strip());
    return matcher.matches()
        ? OptionalDouble.of(Long.parseLong(matcher.group(1)) / MICROS_PER_SECOND)
        : OptionalDouble.empty();
  }
}
