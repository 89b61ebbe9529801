package dev.headwater.edge.http.message;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;

/**
 * Dates in fields: written in the one form that is to be generated, read in all three and in what
 * senders make of them (RFC 9110, section 5.6.7). Times are in milliseconds since the epoch, whole
 * seconds.
 */
public final class HttpDate {
  private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private HttpDate() {}

  /** IMF-fixdate, of years up to 9999; a part of a second is dropped. */
  public static String format(long millis) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1_000L), 0, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(29);
    text.append(DAYS.get(time.getDayOfWeek().getValue() - 1)).append(", ");
    appendTwo(text, time.getDayOfMonth()).append(' ');
    text.append(MONTHS.get(time.getMonthValue() - 1)).append(' ');
    appendTwo(appendTwo(text, time.getYear() / 100), time.getYear() % 100).append(' ');
    appendTwo(text, time.getHour()).append(':');
    appendTwo(text, time.getMinute()).append(':');
    return appendTwo(text, time.getSecond()).append(" GMT").toString();
  }

  public static String format(Instant instant) {
    return format(instant.toEpochMilli());
  }

  private static StringBuilder appendTwo(StringBuilder text, int number) {
    return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  /**
   * Empty where it is no date; what that means is up to the field.
   *
   * @param nowMillis tells the century of years that have two digits
   */
  public static OptionalLong parse(String text, long nowMillis) {
    return new HttpDateReader(text, nowMillis).read();
  }

  /** The date in a field of one line; empty where there are none or several lines. */
  public static OptionalLong of(Fields fields, String name, long nowMillis) {
    List<String> lines = fields.lines(name);
    return lines.size() == 1 ? parse(lines.getFirst(), nowMillis) : OptionalLong.empty();
  }

  /** From 1, or 0 where it names none. */
  static int month(String text, int from, int to) {
    return to - from == 3 ? indexOf(MONTHS, text, from) + 1 : 0;
  }

  /** Whether it starts with the short name of a day, as the long names do too. */
  static boolean isDay(String text, int from, int to) {
    return to - from >= 3 && indexOf(DAYS, text, from) >= 0;
  }

  private static int indexOf(List<String> names, String text, int from) {
    for (int i = 0; i < names.size(); i++) {
      if (text.regionMatches(true, from, names.get(i), 0, 3)) {
        return i;
      }
    }
    return -1;
  }
}
