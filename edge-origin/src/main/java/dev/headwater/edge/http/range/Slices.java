package dev.headwater.edge.http.range;

import java.util.Optional;

/**
 * Representations cut into slices of one length, all but the last of each. Immutable.
 *
 * @param sliceLength in bytes
 */
public record Slices(long sliceLength) {
  public Slices {
    if (sliceLength < 1) {
      throw new IllegalArgumentException("sliceLength: " + sliceLength + " (expected: >= 1)");
    }
  }

  /** Indexes of slices in a row; both ends belong to it. */
  public record Indexes(long first, long last) {
    public long count() {
      return last - first + 1;
    }
  }

  /** The slice that has this byte. */
  public long indexOf(long position) {
    return position / sliceLength;
  }

  /** The slices that have these bytes. */
  public Indexes indexesOf(ByteSpan span) {
    return new Indexes(indexOf(span.from()), indexOf(span.last()));
  }

  /** How many make up a representation of this size. */
  public long count(long size) {
    return size == 0 ? 0 : indexOf(size - 1) + 1;
  }

  /** What to ask for while the size isn't known. */
  public ByteSpan slice(long index) {
    return new ByteSpan(Math.multiplyExact(index, sliceLength), sliceLength);
  }

  /** Shorter for the last; empty behind it. */
  public Optional<ByteSpan> slice(long index, long size) {
    return index < count(size)
        ? new ByteSpan(0, size).intersection(slice(index))
        : Optional.empty();
  }

  /** The bytes of a span that a slice has, counted from the start of the slice. */
  public Optional<ByteSpan> withinSlice(long index, ByteSpan span) {
    ByteSpan slice = slice(index);
    return slice
        .intersection(span)
        .map(part -> new ByteSpan(part.from() - slice.from(), part.length()));
  }
}
