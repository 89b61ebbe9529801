package dev.headwater.edge.http.range;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import java.util.Set;

/**
 * The fields of answers with other bytes than the stored response came with (RFC 9110, section
 * 15.3.7; RFC 9111, section 3.4; RFC 9530, section 2).
 */
public final class PartialFields {
  /**
   * What was said of the content that came, and holds for no other; in lower case. A digest of the
   * representation holds for all of its parts (RFC 9530, section 3).
   */
  public static final Set<String> OF_CONTENT =
      Set.of("content-digest", "content-length", "content-md5", "content-range");

  private PartialFields() {}

  /** Of what a 206 brought a part of, however long that is. */
  public static FieldList ofAll(Fields partial) {
    return FieldList.builder().addAll(partial).removeAll(OF_CONTENT).build();
  }
}
