package dev.headwater.control.packaging;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a line that ffmpeg writes with {@code -progress}. */
final class ProgressLine {
  private static final Pattern TIME = Pattern.compile("out_time_us=(\\d{1,18})");
  private static final double MICROS_PER_SECOND = 1e6;

  private ProgressLine() {}

  /** How many seconds of media are encoded, where the line says that. */
  static OptionalDouble seconds(String line) {
    Matcher matcher = TIME.matcher(line.strip());
    return matcher.matches()
        ? OptionalDouble.of(Long.parseLong(matcher.group(1)) / MICROS_PER_SECOND)
        : OptionalDouble.empty();
  }
}
