package dev.headwater.edge.http.caching;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates that lifetimes are computed from. What isn't exactly one of the three forms (RFC 9110,
 * section 5.6.7) is no date, so that a doubtful one makes nothing fresh (RFC 9111, section 5.3).
 * Case doesn't matter, there is no zone but GMT (section 4.2), and a day of the week has to be one,
 * but need not be right.
 */
final class StrictDate {
  private static final String SHORT_DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
  private static final String LONG_DAY =
      "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)";
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final String MONTH = "(?<month>" + String.join("|", MONTHS) + ")";
  private static final String TIME = "(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)";

  private static final List<Pattern> FORMS =
      List.of(
          form(SHORT_DAY + ", (?<day>\\d\\d) " + MONTH + " (?<year>\\d{4}) " + TIME + " GMT"),
          form(LONG_DAY + ", (?<day>\\d\\d)-" + MONTH + "-(?<year>\\d\\d) " + TIME + " GMT"),
          form(SHORT_DAY + " " + MONTH + " (?<day>[ \\d]\\d) " + TIME + " (?<year>\\d{4})"));

  /** How far in the future a year of two digits may lie (RFC 9110, section 5.6.7). */
  private static final int SHORT_YEAR_HORIZON = 50;

  /** The last second of a minute, which a leap second is taken for. */
  private static final int LAST_SECOND = 59;

  private StrictDate() {}

  /**
   * Milliseconds since the epoch; empty where it is no such date.
   *
   * @param nowMillis tells the century of a year of two digits
   */
  static OptionalLong parse(String text, long nowMillis) {
    for (Pattern form : FORMS) {
      Matcher matcher = form.matcher(text);
      if (matcher.matches()) {
        return epochMillis(matcher, nowMillis);
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong epochMillis(Matcher matcher, long nowMillis) {
    try {
      LocalDateTime time =
          LocalDateTime.of(
              year(matcher.group("year"), nowMillis),
              MONTHS.indexOf(matcher.group("month").toLowerCase(Locale.ROOT)) + 1,
              Integer.parseInt(matcher.group("day").strip()),
              Integer.parseInt(matcher.group("hour")),
              Integer.parseInt(matcher.group("minute")),
              second(matcher.group("second")));
      return OptionalLong.of(time.toInstant(ZoneOffset.UTC).toEpochMilli());
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  private static int year(String digits, long nowMillis) {
    int year = Integer.parseInt(digits);
    if (digits.length() == 4) {
      return year;
    }
    int thisYear = Instant.ofEpochMilli(nowMillis).atOffset(ZoneOffset.UTC).getYear();
    int near = thisYear - thisYear % 100 + year;
    return near > thisYear + SHORT_YEAR_HORIZON ? near - 100 : near;
  }

  private static int second(String digits) {
    int second = Integer.parseInt(digits);
    return second == LAST_SECOND + 1 ? LAST_SECOND : second;
  }

  private static Pattern form(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
