package dev.headwater.edge.http.range;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a Range field gets from a representation of known size (RFC 9110, section 14.2). */
public sealed interface RangeDecision {
  /** 200: nothing that is understood, or that deserves it, was asked for. */
  record Whole() implements RangeDecision {}

  /** 206 with a Content-Range. */
  record Single(ByteSpan span) implements RangeDecision {}

  /**
   * 206 with multipart/byteranges.
   *
   * @param spans at least two, apart from each other, in the order asked for
   */
  record Several(List<ByteSpan> spans) implements RangeDecision {}

  /** 416: none of the bytes asked for exists (section 15.5.17). */
  record Unsatisfiable() implements RangeDecision {}

  /**
   * More ranges than players and document viewers ask for; a field with more is ignored (17.15).
   */
  int MAX_RANGES = 16;

  /**
   * What is answered.
   *
   * @param field of a GET request; null where there is none
   * @param size of the representation
   */
  static RangeDecision of(@Nullable String field, long size) {
    return field == null ? new Whole() : of(ByteRange.parse(field), size);
  }

  /**
   * What is answered.
   *
   * @param ranges as {@link ByteRange#parse} gives them
   */
  static RangeDecision of(List<ByteRange> ranges, long size) {
    if (ranges.isEmpty() || ranges.size() > MAX_RANGES) {
      return new Whole();
    }
    List<ByteSpan> spans =
        ranges.stream().map(range -> range.within(size)).flatMap(Optional::stream).toList();
    if (spans.isEmpty()) {
      return isSatisfiedByNothing(ranges, size) ? new Whole() : new Unsatisfiable();
    }
    List<ByteSpan> parts = Coalescing.of(spans);
    return parts.size() == 1 ? new Single(parts.getFirst()) : new Several(parts);
  }

  /**
   * A suffix of an empty representation is all of it (section 14.1.2), which no Content-Range can
   * say.
   */
  private static boolean isSatisfiedByNothing(List<ByteRange> ranges, long size) {
    return size == 0
        && ranges.stream()
            .anyMatch(range -> range instanceof ByteRange.Suffix(long length) && length > 0);
  }
}
