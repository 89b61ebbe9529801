package dev.headwater.media.hls;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Reads and writes the dates of a playlist: ISO 8601 (draft-pantos-hls-rfc8216bis, 4.4.4.6). */
final class Moment {
  /** With a zone, whose colon may be left out, as ffmpeg does. */
  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  private static final DateTimeFormatter WRITE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Later years have more digits. */
  private static final int MAX_YEAR = 9999;

  private static final int NANOS_PER_MILLI = 1_000_000;

  private Moment() {}

  static Instant read(Line.Tagged line, String name, String text) throws PlaylistException {
    try {
      return OffsetDateTime.parse(text, READ).toInstant();
    } catch (DateTimeException e) {
      PlaylistException refused =
          PlaylistException.of(line.number(), name, text, "an ISO 8601 date and time with a zone");
      refused.initCause(e);
      throw refused;
    }
  }

  /** In UTC, to the millisecond. */
  static void append(StringBuilder text, Instant instant) {
    LocalDateTime at =
        LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
    if (at.getYear() < 0 || at.getYear() > MAX_YEAR) {
      WRITE.formatTo(instant, text);
      return;
    }
    digits(text, at.getYear(), 1000);
    digits(text.append('-'), at.getMonthValue(), 10);
    digits(text.append('-'), at.getDayOfMonth(), 10);
    digits(text.append('T'), at.getHour(), 10);
    digits(text.append(':'), at.getMinute(), 10);
    digits(text.append(':'), at.getSecond(), 10);
    digits(text.append('.'), at.getNano() / NANOS_PER_MILLI, 100);
    text.append('Z');
  }

  /** From the place of {@code unit} on, with zeros before. */
  private static void digits(StringBuilder text, int value, int unit) {
    for (int place = unit; place > 0; place /= 10) {
      text.append((char) ('0' + value / place % 10));
    }
  }
}
