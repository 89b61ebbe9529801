package dev.headwater.edge.select;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Dates in header fields (RFC 9110, section 5.6.7), in the one form that is to be generated. */
public final class HttpDate {
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private HttpDate() {}

  public static String format(Instant instant) {
    return IMF_FIXDATE.format(instant);
  }

  /** Empty where it is no such date: its field is then to be ignored (section 13.1.3). */
  static Optional<Instant> parse(String text) {
    try {
      return Optional.of(IMF_FIXDATE.parse(text.strip(), Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
