package dev.headwater.edge.http.caching;

import java.util.OptionalLong;

/** A number of seconds in a header field (RFC 9111, section 1.2.2). */
final class DeltaSeconds {
  /** What a greater number is taken for (section 1.2.2). */
  static final long LARGEST = 1L << 31;

  /** As many digits as a number up to {@link #LARGEST} can have. */
  private static final int LARGEST_DIGITS = 10;

  private DeltaSeconds() {}

  /** Empty unless it is digits alone. */
  static OptionalLong parse(String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalLong.empty();
    }
    String digits = text.replaceFirst("^0+(?=.)", "");
    return OptionalLong.of(
        digits.length() > LARGEST_DIGITS ? LARGEST : Math.min(LARGEST, Long.parseLong(digits)));
  }
}
