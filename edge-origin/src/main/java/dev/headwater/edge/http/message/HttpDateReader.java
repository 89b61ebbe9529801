package dev.headwater.edge.http.message;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/**
 * Reads one date: an optional name of a day, then either day, month, year, time and zone, or, as
 * asctime writes it, month, day, time and year. Case, a wrong day of the week, and how the parts of
 * the date are set apart are forgiven; another zone than GMT or UTC is not (RFC 9111, section 4.2).
 * Not thread-safe; used once.
 */
final class HttpDateReader {
  private static final int NONE = -1;

  /** Longer than any date; bounds the work for hostile values. */
  private static final int MAX_LENGTH = 64;

  private final String text;
  private final long nowMillis;
  private int at;
  private boolean shortYear;

  HttpDateReader(String text, long nowMillis) {
    this.text = text;
    this.nowMillis = nowMillis;
  }

  OptionalLong read() {
    if (text.length() > MAX_LENGTH) {
      return OptionalLong.empty();
    }
    skipDayOfWeek();
    int month = month();
    return month == 0 ? readDayFirst() : readMonthFirst(month);
  }

  private OptionalLong readDayFirst() {
    int day = number(1, 2);
    skipSeparators();
    int month = month();
    skipSeparators();
    int year = year();
    skipSeparators();
    int second = secondOfDay();
    skipSeparators();
    return zone() ? millis(year, month, day, second) : OptionalLong.empty();
  }

  private OptionalLong readMonthFirst(int month) {
    skipSeparators();
    int day = number(1, 2);
    skipSeparators();
    int second = secondOfDay();
    skipSeparators();
    int year = number(4, 4);
    skipSeparators();
    return at == text.length() || zone() ? millis(year, month, day, second) : OptionalLong.empty();
  }

  private OptionalLong millis(int year, int month, int day, int secondOfDay) {
    if (year == NONE || month == 0 || day == NONE || secondOfDay == NONE) {
      return OptionalLong.empty();
    }
    try {
      LocalDateTime time = LocalDateTime.of(year, month, day, 0, 0).plusSeconds(secondOfDay);
      boolean past = shortYear && time.isAfter(now().plusYears(50));
      return OptionalLong.of(
          time.minusYears(past ? 100 : 0).toEpochSecond(ZoneOffset.UTC) * 1_000L);
    } catch (DateTimeException e) {
      return OptionalLong.empty(); // such as 31 February
    }
  }

  private void skipDayOfWeek() {
    skipSeparators();
    int end = endOfWord();
    if (HttpDate.isDay(text, at, end)) {
      at = end;
    }
    skipSeparators();
  }

  private int month() {
    int end = endOfWord();
    int month = HttpDate.month(text, at, end);
    at = month == 0 ? at : end;
    return month;
  }

  /** Four digits, or two as RFC 850 has them. */
  private int year() {
    int start = at;
    int year = number(2, 4);
    return switch (at - start) {
      case 4 -> year;
      case 2 -> fullYear(year);
      default -> NONE;
    };
  }

  /** The last year with these digits that doesn't lie more than 50 years ahead. */
  private int fullYear(int twoDigits) {
    shortYear = true;
    int limit = now().getYear() + 50;
    return limit - Math.floorMod(limit - twoDigits, 100);
  }

  private LocalDateTime now() {
    return LocalDateTime.ofEpochSecond(Math.floorDiv(nowMillis, 1_000L), 0, ZoneOffset.UTC);
  }

  /** A leap second counts as the second after it. */
  private int secondOfDay() {
    int hour = number(1, 2);
    boolean colons = skip(':');
    int minute = number(2, 2);
    colons &= skip(':');
    int second = number(2, 2);
    boolean valid = colons && isWithin(hour, 23) && isWithin(minute, 59) && isWithin(second, 60);
    return valid ? hour * 3_600 + minute * 60 + second : NONE;
  }

  private static boolean isWithin(int number, int max) {
    return number >= 0 && number <= max;
  }

  private boolean zone() {
    int end = endOfWord();
    boolean universal =
        end - at == 3
            && (text.regionMatches(true, at, "GMT", 0, 3)
                || text.regionMatches(true, at, "UTC", 0, 3));
    at = end;
    skipSeparators();
    return universal && at == text.length();
  }

  private int number(int minDigits, int maxDigits) {
    int start = at;
    int number = 0;
    while (at < text.length() && isDigit(text.charAt(at)) && at - start < maxDigits) {
      number = number * 10 + text.charAt(at++) - '0';
    }
    boolean ends = at == text.length() || !isDigit(text.charAt(at));
    return at - start >= minDigits && ends ? number : NONE;
  }

  private boolean skip(char expected) {
    boolean found = at < text.length() && text.charAt(at) == expected;
    at += found ? 1 : 0;
    return found;
  }

  private void skipSeparators() {
    while (at < text.length() && " \t,-".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private int endOfWord() {
    int end = at;
    while (end < text.length() && isLetter(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
