package dev.headwater.media;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * An exact length of media time: a whole number of ticks of a clock that ticks {@code timescale}
 * times a second. Immutable.
 *
 * @param count how many ticks, at least 0
 * @param timescale ticks a second, at least 1
 */
public record Ticks(long count, long timescale) implements Comparable<Ticks> {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  public Ticks {
    if (count < 0) {
      throw new IllegalArgumentException("count: " + count + " (expected: >= 0)");
    }
    if (timescale < 1) {
      throw new IllegalArgumentException("timescale: " + timescale + " (expected: >= 1)");
    }
  }

  /** In seconds, rounded to the nearest double. */
  public double seconds() {
    return (double) count / timescale;
  }

  /** In seconds, rounded half up to {@code scale} decimals. */
  public BigDecimal seconds(int scale) {
    return BigDecimal.valueOf(count)
        .divide(BigDecimal.valueOf(timescale), scale, RoundingMode.HALF_UP);
  }

  /** Rounded half up to the nanosecond. */
  public Duration duration() {
    BigInteger nanos = seconds(9).unscaledValue();
    BigInteger[] parts = nanos.divideAndRemainder(BigInteger.valueOf(NANOS_PER_SECOND));
    return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
  }

  /** The same length on another clock, rounded half up to a whole tick. */
  public Ticks at(long otherTimescale) {
    BigDecimal ticks =
        BigDecimal.valueOf(count)
            .multiply(BigDecimal.valueOf(otherTimescale))
            .divide(BigDecimal.valueOf(timescale), 0, RoundingMode.HALF_UP);
    return new Ticks(ticks.longValueExact(), otherTimescale);
  }

  /** By length; equal lengths on different clocks compare as 0 without being {@code equals}. */
  @Override
  public int compareTo(Ticks other) {
    BigInteger mine = BigInteger.valueOf(count).multiply(BigInteger.valueOf(other.timescale));
    return mine.compareTo(BigInteger.valueOf(other.count).multiply(BigInteger.valueOf(timescale)));
  }
}
