package dev.headwater.edge.http.range;

import java.util.ArrayList;
import java.util.List;

/** Reads a Range field (RFC 9110, section 14.2). Not thread-safe; used once. */
final class RangeFieldReader {
  private static final String UNIT = "bytes=";
  private static final long NONE = -1;

  private final String field;
  private int at;

  RangeFieldReader(String field) {
    this.field = field;
  }

  /** Empty unless every range-spec is valid. */
  List<ByteRange> read() {
    List<ByteRange> ranges = new ArrayList<>(1);
    skipSpace();
    if (!field.regionMatches(true, at, UNIT, 0, UNIT.length())) {
      return List.of();
    }
    at += UNIT.length();
    do {
      skipSpace();
      if (isAtEndOfElement()) {
        continue; // section 5.6.1.2: empty elements of a list are ignored
      }
      if (!readRange(ranges) || !isAtEndOfElement()) {
        return List.of();
      }
    } while (skip(','));
    return List.copyOf(ranges);
  }

  private boolean readRange(List<ByteRange> ranges) {
    long first = position();
    if (!skip('-')) {
      return false;
    }
    long last = position();
    skipSpace();
    if (first == NONE) {
      return last != NONE && ranges.add(new ByteRange.Suffix(last));
    }
    return last == NONE
        ? ranges.add(new ByteRange.From(first))
        : first <= last && ranges.add(new ByteRange.Bounded(first, last));
  }

  /** What 63 bits don't hold is the largest number: it lies beyond any representation. */
  private long position() {
    int start = at;
    long number = 0;
    while (at < field.length() && field.charAt(at) >= '0' && field.charAt(at) <= '9') {
      int digit = field.charAt(at++) - '0';
      number = number > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : number * 10 + digit;
    }
    return at == start ? NONE : number;
  }

  private boolean isAtEndOfElement() {
    return at == field.length() || field.charAt(at) == ',';
  }

  private boolean skip(char expected) {
    boolean found = at < field.length() && field.charAt(at) == expected;
    at += found ? 1 : 0;
    return found;
  }

  private void skipSpace() {
    while (at < field.length() && (field.charAt(at) == ' ' || field.charAt(at) == '\t')) {
      at++;
    }
  }
}
