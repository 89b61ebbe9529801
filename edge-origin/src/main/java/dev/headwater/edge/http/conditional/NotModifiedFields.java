package dev.headwater.edge.http.conditional;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import java.util.Locale;
import java.util.Set;

/** Which fields of a response its 304 carries (RFC 9110, section 15.4.5). */
public final class NotModifiedFields {
  /**
   * Metadata of the representation, which the client has, and of content, of which there is none.
   */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "accept-ranges",
          "content-digest",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-length",
          "content-md5",
          "content-range",
          "content-type",
          "digest",
          "repr-digest",
          "trailer",
          "transfer-encoding");

  private NotModifiedFields() {}

  /** All that a cache on the way may want to update; Last-Modified only where there is no tag. */
  public static FieldList of(Fields fields) {
    boolean tagged = fields.has("ETag");
    return FieldList.builder()
        .addAll(fields)
        .removeIf(field -> {
          String name = field.name().toLowerCase(Locale.ROOT);
          return LEFT_OUT.contains(name) || (tagged && name.equals("last-modified"));
        })
        .build();
  }
}
