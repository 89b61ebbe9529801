package dev.headwater.edge.http.range;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.ResponseHead;
import java.util.List;
import java.util.OptionalLong;

/** What a 206 from the next hop brings (RFC 9110, section 15.3.7). */
public sealed interface PartialResponse {
  /**
   * One part; it can be stored.
   *
   * @param size of the representation; empty where its sender doesn't know
   */
  record Part(ByteSpan span, OptionalLong size) implements PartialResponse {}

  /** Several parts, or a part in another unit: it can be passed on. */
  record Opaque() implements PartialResponse {}

  /** Its fields contradict each other or say nothing of the part: it is worth nothing. */
  record Malformed() implements PartialResponse {}

  static PartialResponse of(ResponseHead response) {
    FieldList fields = response.fields();
    List<String> ranges = fields.lines("Content-Range");
    if (ranges.isEmpty()) {
      return isMultipart(fields) ? new Opaque() : new Malformed();
    }
    if (ranges.size() == 1 && !isInBytes(ranges.getFirst())) {
      return new Opaque();
    }
    return ContentRange.of(fields)
                .filter(range -> !isMultipart(fields)) // section 15.3.7.2
                .filter(range -> hasLength(fields, range))
                .orElse(null)
            instanceof ContentRange.Satisfied(ByteSpan span, OptionalLong size)
        ? new Part(span, size)
        : new Malformed();
  }

  private static boolean isMultipart(FieldList fields) {
    String type = fields.get("Content-Type");
    return type != null && type.regionMatches(true, 0, "multipart/byteranges", 0, 20);
  }

  private static boolean isInBytes(String range) {
    return range.strip().regionMatches(true, 0, "bytes", 0, 5);
  }

  /** Whether the length, where it is given, is that of the range. */
  private static boolean hasLength(FieldList fields, ContentRange range) {
    String length = fields.get("Content-Length");
    return length == null
        || (range instanceof ContentRange.Satisfied satisfied
            && length.strip().equals(Long.toString(satisfied.span().length())));
  }
}
