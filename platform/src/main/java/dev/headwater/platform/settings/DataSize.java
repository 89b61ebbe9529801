package dev.headwater.platform.settings;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of bytes, written with a binary unit: {@code 64KiB}, {@code 512MiB}, {@code 2GiB}, or
 * {@code 100B}. Immutable.
 *
 * @param bytes zero or more
 */
public record DataSize(long bytes) implements Comparable<DataSize> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*(B|KiB|MiB|GiB|TiB)");

  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes: " + bytes + " (expected: >= 0)");
    }
  }

  public static DataSize ofMebibytes(long mebibytes) {
    return new DataSize(Math.multiplyExact(mebibytes, 1L << 20));
  }

  /** Reads the form that {@link #toString()} writes. */
  public static DataSize parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' (expected: a number and a unit, B, KiB, MiB, GiB or TiB, as in 512MiB)");
    }
    long count = Long.parseLong(matcher.group(1));
    return new DataSize(Math.multiplyExact(count, 1L << shift(matcher.group(2))));
  }

  private static int shift(String unit) {
    return 10 * "BKMGT".indexOf(unit.toUpperCase(Locale.ROOT).charAt(0));
  }

  @Override
  public int compareTo(DataSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** The largest unit that divides the size evenly. */
  @Override
  public String toString() {
    int step = 0;
    long count = bytes;
    while (count != 0 && count % 1024 == 0 && step < 4) {
      count /= 1024;
      step++;
    }
    return count + (step == 0 ? "B" : "BKMGT".charAt(step) + "iB");
  }
}
