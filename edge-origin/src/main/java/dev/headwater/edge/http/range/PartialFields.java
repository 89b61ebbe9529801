package dev.headwater.edge.http.range;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import java.util.Locale;
import java.util.Set;

/**
 * The fields of answers with other bytes than the stored response came with (RFC 9110, section
 * 15.3.7; RFC 9111, section 3.4; RFC 9530, section 2).
 */
public final class PartialFields {
  private static final String CONTENT_LENGTH = "Content-Length";

  /**
   * What was said of the content that came, and holds for no other; in lower case. A digest of the
   * representation holds for all of its parts (RFC 9530, section 3).
   */
  public static final Set<String> OF_CONTENT =
      Set.of("content-digest", "content-length", "content-md5", "content-range");

  private PartialFields() {}

  /** Of a 200 whose parts came one by one. */
  public static FieldList whole(Fields stored, long size) {
    return others(stored).add(CONTENT_LENGTH, Long.toString(size)).build();
  }

  private static FieldList.Builder others(Fields stored) {
    return FieldList.builder()
        .addAll(stored)
        .removeIf(field -> OF_CONTENT.contains(field.name().toLowerCase(Locale.ROOT)));
  }
}
