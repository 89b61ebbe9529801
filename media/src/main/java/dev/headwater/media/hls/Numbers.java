package dev.headwater.media.hls;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the numbers of a playlist (draft-pantos-hls-rfc8216bis, section 4.2). */
final class Numbers {
  /** 18 digits fit in 63 bits, and no count or size of real media needs more. */
  private static final Pattern INTEGER = Pattern.compile("\\d{1,18}");

  private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(?:\\.\\d{1,30})?");
  private static final Pattern BYTE_RANGE = Pattern.compile("(\\d{1,18})(?:@(\\d{1,18}))?");

  /** Decimals of a duration in nanoseconds. */
  private static final int NANO_DECIMALS = 9;

  private Numbers() {}

  static long integer(Line.Tagged line, String name, String text) throws PlaylistException {
    if (!INTEGER.matcher(text).matches()) {
      throw PlaylistException.of(line.number(), name, text, "a whole number of at most 18 digits");
    }
    return Long.parseLong(text);
  }

  static BigDecimal decimal(Line.Tagged line, String name, String text) throws PlaylistException {
    if (!DECIMAL.matcher(text).matches()) {
      throw PlaylistException.of(line.number(), name, text, "a decimal number below 10^9");
    }
    return new BigDecimal(text);
  }

  /** Rounded to the nanosecond. */
  static Duration seconds(Line.Tagged line, String text) throws PlaylistException {
    return seconds(line, line.tag().text(), text);
  }

  /** Of an attribute; rounded to the nanosecond. */
  static Duration seconds(Line.Tagged line, String name, String text) throws PlaylistException {
    BigDecimal seconds = decimal(line, name, text).setScale(NANO_DECIMALS, RoundingMode.HALF_UP);
    return Duration.ofNanos(seconds.unscaledValue().longValueExact());
  }

  static ByteRange byteRange(Line.Tagged line, String text) throws PlaylistException {
    Matcher matcher = BYTE_RANGE.matcher(text);
    if (!matcher.matches()) {
      throw PlaylistException.of(line.number(), "byte range", text, "length or length@offset");
    }
    long length = Long.parseLong(matcher.group(1));
    String offset = matcher.group(2);
    return new ByteRange(
        length, offset == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(offset)));
  }
}
