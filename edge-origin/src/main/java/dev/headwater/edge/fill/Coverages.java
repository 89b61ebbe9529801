package dev.headwater.edge.fill;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.range.ByteSpan;
import dev.headwater.edge.http.range.ContentRange;
import dev.headwater.edge.http.range.Coverage;
import dev.headwater.edge.http.range.RangeDecision;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredResponse;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What of a representation is held, against what is asked for (RFC 9111, section 3.3). */
final class Coverages {
  private Coverages() {}

  /** Whether a stored response has all that a request needs of it. */
  static boolean hasAll(StoredResponse stored, CacheRequest request) {
    return !(stored.content() instanceof Content.Parts parts)
        || request.head().isHead()
        || hasAll(parts, request.fields().get("Range"));
  }

  private static boolean hasAll(Content.Parts parts, @Nullable String range) {
    if (parts.length().isEmpty()) {
      return false;
    }
    long size = parts.length().getAsLong();
    Coverage coverage = parts.coverage();
    return switch (RangeDecision.of(range, size)) {
      case RangeDecision.Whole _ -> coverage.isComplete(size);
      case RangeDecision.Single(ByteSpan span) -> coverage.contains(span);
      case RangeDecision.Several(List<ByteSpan> spans) ->
          spans.stream().allMatch(coverage::contains);
      case RangeDecision.Unsatisfiable _ -> true;
    };
  }

  /** The first byte that the answer to a request begins with. */
  static long begin(CacheRequest request, long size) {
    return switch (RangeDecision.of(request.fields().get("Range"), size)) {
      case RangeDecision.Single(ByteSpan span) -> span.from();
      case RangeDecision.Several(List<ByteSpan> spans) -> spans.getFirst().from();
      case RangeDecision.Whole _, RangeDecision.Unsatisfiable _ -> 0;
    };
  }

  /** The one run of bytes that is missing up to the end, where all before it is held. */
  static @Nullable ByteSpan missingTail(Content.Parts parts) {
    OptionalLong length = parts.length();
    if (length.isEmpty()) {
      return null;
    }
    List<ByteSpan> missing = parts.coverage().missing(new ByteSpan(0, length.getAsLong()));
    boolean tail = missing.size() == 1 && missing.getFirst().end() == length.getAsLong();
    return tail && missing.getFirst().from() > 0 ? missing.getFirst() : null;
  }

  /**
   * Where the content of a 206 with these fields belongs, or null where they don't say, or say what
   * can't be.
   */
  static ContentRange.@Nullable Satisfied place(FieldList partial) {
    return ContentRange.of(partial).orElse(null) instanceof ContentRange.Satisfied satisfied
        ? satisfied
        : null;
  }
}
