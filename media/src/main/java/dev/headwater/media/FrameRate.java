package dev.headwater.media;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact number of frames a second, as a fraction: film on television is 24000/1001. Immutable.
 *
 * @param numerator at least 1
 * @param denominator at least 1
 */
public record FrameRate(long numerator, long denominator) {
  /** Decimals of a frame rate in a playlist: draft-pantos-hls-rfc8216bis, section 4.4.6.2. */
  private static final int DECIMALS = 3;

  public FrameRate {
    if (numerator < 1 || denominator < 1) {
      throw new IllegalArgumentException(
          "frame rate: "
              + numerator
              + "/"
              + denominator
              + " (expected: at least 1/1 in each part)");
    }
  }

  public static FrameRate of(long framesPerSecond) {
    return new FrameRate(framesPerSecond, 1);
  }

  /**
   * Reads {@code 25} or {@code 30000/1001}.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static FrameRate parse(String text) {
    int slash = text.indexOf('/');
    try {
      return slash < 0
          ? of(Long.parseLong(text))
          : new FrameRate(
              Long.parseLong(text.substring(0, slash)), Long.parseLong(text.substring(slash + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "frame rate: " + text + " (expected: N or N/M with whole numbers)", e);
    }
  }

  /** Frames a second, rounded to three decimals: {@code 29.970}. */
  public BigDecimal framesPerSecond() {
    return BigDecimal.valueOf(numerator)
        .divide(BigDecimal.valueOf(denominator), DECIMALS, RoundingMode.HALF_UP);
  }

  /** {@code 25} or {@code 30000/1001}. */
  @Override
  public String toString() {
    return denominator == 1 ? Long.toString(numerator) : numerator + "/" + denominator;
  }
}
