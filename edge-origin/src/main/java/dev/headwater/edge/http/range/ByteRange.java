package dev.headwater.edge.http.range;

import java.util.List;
import java.util.Optional;

/** One range-spec of a Range field in bytes (RFC 9110, section 14.1.2). */
public sealed interface ByteRange {
  /** The bytes of a representation of this size that it asks for; empty where there is none. */
  Optional<ByteSpan> within(long size);

  /** {@code first-last}: both ends belong to it. */
  record Bounded(long first, long last) implements ByteRange {
    @Override
    public Optional<ByteSpan> within(long size) {
      return first < size
          ? Optional.of(ByteSpan.between(first, Math.min(last, size - 1)))
          : Optional.empty();
    }
  }

  /** {@code first-}: to the end. */
  record From(long first) implements ByteRange {
    @Override
    public Optional<ByteSpan> within(long size) {
      return first < size ? Optional.of(ByteSpan.between(first, size - 1)) : Optional.empty();
    }
  }

  /** {@code -length}: the last bytes, or all where there are fewer. */
  record Suffix(long length) implements ByteRange {
    @Override
    public Optional<ByteSpan> within(long size) {
      long taken = Math.min(length, size);
      return taken > 0 ? Optional.of(new ByteSpan(size - taken, taken)) : Optional.empty();
    }
  }

  /**
   * The ranges in their order; empty where the field is in another unit or breaks the grammar, and
   * so is to be ignored (section 14.2).
   */
  static List<ByteRange> parse(String field) {
    return new RangeFieldReader(field).read();
  }
}
