package dev.headwater.edge.http.range;

import java.util.Optional;

/**
 * Some bytes in a row of a representation, at least one. Immutable.
 *
 * @param from the first
 * @param length how many
 */
public record ByteSpan(long from, long length) implements Comparable<ByteSpan> {
  public ByteSpan {
    if (from < 0 || length < 1 || from + length < 0) {
      throw new IllegalArgumentException(
          "span: " + from + "+" + length + " (expected: from >= 0, length >= 1, within 63 bits)");
    }
  }

  /** Both ends belong to it. */
  public static ByteSpan between(long first, long last) {
    return new ByteSpan(first, last - first + 1);
  }

  public long last() {
    return from + length - 1;
  }

  /** The position after the last. */
  public long end() {
    return from + length;
  }

  public boolean contains(ByteSpan other) {
    return from <= other.from && other.end() <= end();
  }

  public Optional<ByteSpan> intersection(ByteSpan other) {
    long first = Math.max(from, other.from);
    long end = Math.min(end(), other.end());
    return first < end ? Optional.of(new ByteSpan(first, end - first)) : Optional.empty();
  }

  /** By the first byte. */
  @Override
  public int compareTo(ByteSpan other) {
    int order = Long.compare(from, other.from);
    return order != 0 ? order : Long.compare(length, other.length);
  }

  /** The value of a Range field that asks for it. */
  public String rangeField() {
    return "bytes=" + from + "-" + last();
  }
}
