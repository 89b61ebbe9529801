package dev.headwater.media.webvtt;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A WebVTT timestamp (section 4.1): {@code 00:01.500}, {@code 100:00:01.500}. */
final class Timestamp {
  /** Hours of a clock that began in 1970 have six digits. */
  private static final Pattern FORM =
      Pattern.compile("(?:([0-9]{2,7}):)?([0-5][0-9]):([0-5][0-9])\\.([0-9]{3})");

  private Timestamp() {}

  /** Empty where it isn't one. */
  static Optional<Duration> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    long hours = form.group(1) == null ? 0 : Long.parseLong(form.group(1));
    return Optional.of(
        Duration.ofHours(hours)
            .plusMinutes(Long.parseLong(form.group(2)))
            .plusSeconds(Long.parseLong(form.group(3)))
            .plusMillis(Long.parseLong(form.group(4))));
  }

  /** With hours, as HLS players want it; cut to the millisecond. */
  static String write(Duration time) {
    return "%02d:%02d:%02d.%03d"
        .formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart(), time.toMillisPart());
  }
}
