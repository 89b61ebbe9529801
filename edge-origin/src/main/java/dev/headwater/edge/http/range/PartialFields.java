package dev.headwater.edge.http.range;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import java.util.Locale;
import java.util.Set;

/**
 * The fields of answers with other bytes than the stored response came with (RFC 9110, sections
 * 15.3.7 and 15.5.17; RFC 9111, section 3.4).
 */
public final class PartialFields {
  private static final String CONTENT_LENGTH = "Content-Length";
  private static final String CONTENT_RANGE = "Content-Range";

  /** What was said of the content that came, and holds for no other. */
  private static final Set<String> OF_CONTENT =
      Set.of("content-digest", "content-length", "content-md5", "content-range", "digest");

  private PartialFields() {}

  /** Of a 206 with one part. */
  public static FieldList single(Fields stored, ByteSpan span, long size) {
    return others(stored)
        .add(CONTENT_RANGE, ContentRange.Satisfied.of(span, size).toString())
        .add(CONTENT_LENGTH, Long.toString(span.length()))
        .build();
  }

  /** Of a 206 with several parts, each of which says its own range and type. */
  public static FieldList several(Fields stored, MultipartByteranges content) {
    return others(stored)
        .set("Content-Type", content.contentType())
        .add(CONTENT_LENGTH, Long.toString(content.contentLength()))
        .build();
  }

  /** Of what a 206 brought a part of, however long that is. */
  public static FieldList ofAll(Fields partial) {
    return others(partial).build();
  }

  /** Of a 416, whatever its content: how large the representation is. */
  public static FieldList unsatisfiable(long size) {
    return FieldList.of(CONTENT_RANGE, new ContentRange.Unsatisfied(size).toString());
  }

  private static FieldList.Builder others(Fields stored) {
    return FieldList.builder()
        .addAll(stored)
        .removeIf(field -> OF_CONTENT.contains(field.name().toLowerCase(Locale.ROOT)));
  }
}
