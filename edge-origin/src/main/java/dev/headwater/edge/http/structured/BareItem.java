package dev.headwater.edge.http.structured;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A value without parameters (RFC 9651, section 3.3). Immutable. Values that have no textual form
 * are refused with {@link IllegalArgumentException} when they are made.
 */
public sealed interface BareItem {

  /** A whole number of at most 15 digits (section 3.3.1). */
  record IntegerValue(long value) implements BareItem {
    /** What 15 digits can say. */
    static final long LARGEST = 999_999_999_999_999L;

    public IntegerValue {
      require(Math.abs(value) <= LARGEST, "integer", value, "at most 15 digits");
    }
  }

  /** A number of at most 12 digits before and 3 after the point (section 3.3.2). */
  record DecimalValue(BigDecimal value) implements BareItem {
    private static final BigDecimal BOUND = BigDecimal.valueOf(1_000_000_000_000L);

    /** Rounds to 3 digits, the even one where two are as near (section 4.1.5). */
    public DecimalValue {
      value = value.setScale(3, RoundingMode.HALF_EVEN);
      require(value.abs().compareTo(BOUND) < 0, "decimal", value, "at most 12 digits");
      value = value.stripTrailingZeros();
      value = value.scale() < 1 ? value.setScale(1, RoundingMode.UNNECESSARY) : value;
    }
  }

  /** Printable ASCII (section 3.3.3). */
  record StringValue(String value) implements BareItem {
    public StringValue {
      require(
          value.chars().allMatch(c -> c >= ' ' && c <= '~'), "string", value, "printable ASCII");
    }
  }

  /** A short word (section 3.3.4). */
  record TokenValue(String value) implements BareItem {
    public TokenValue {
      require(Characters.isToken(value), "token", value, "a token");
    }
  }

  /**
   * Bytes (section 3.3.5).
   *
   * @param base64 the bytes, encoded with padding
   */
  record ByteSequence(String base64) implements BareItem {
    public ByteSequence {
      base64 = Base64.getEncoder().encodeToString(Base64.getDecoder().decode(base64));
    }

    public static ByteSequence of(byte[] bytes) {
      return new ByteSequence(Base64.getEncoder().encodeToString(bytes));
    }

    public byte[] bytes() {
      return Base64.getDecoder().decode(base64);
    }
  }

  /** True or false (section 3.3.6). */
  record BooleanValue(boolean value) implements BareItem {}

  /** A time (section 3.3.7). */
  record DateValue(long epochSeconds) implements BareItem {
    public DateValue {
      require(
          Math.abs(epochSeconds) <= IntegerValue.LARGEST,
          "date",
          epochSeconds,
          "at most 15 digits");
    }
  }

  /** Unicode text (section 3.3.8). */
  record DisplayString(String value) implements BareItem {
    public DisplayString {
      require(
          StandardCharsets.UTF_8.newEncoder().canEncode(value),
          "display string",
          value,
          "no lone surrogates");
    }
  }

  private static void require(boolean holds, String type, Object value, String expectation) {
    if (!holds) {
      throw new IllegalArgumentException(type + ": " + value + " (expected: " + expectation + ")");
    }
  }
}
