package dev.headwater.edge.http.forward;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.http.message.ListElements;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Fields that are for the next hop alone: neither forwarded nor stored (RFC 9110, section 7.6.1;
 * RFC 9111, section 3.1).
 */
public final class HopByHop {
  /** In lower case. */
  private static final Set<String> ALWAYS =
      Set.of(
          "connection",
          "http2-settings",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authentication-info",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /**
   * For every recipient, whatever Connection says: naming them would change where the message goes
   * or ends, who may store it, or hide a loop (RFC 9110, section 7.6.1; RFC 8586, section 2).
   */
  private static final Set<String> NEVER =
      Set.of("cache-control", "cdn-loop", "content-length", "host", "via");

  private HopByHop() {}

  /** All other fields. A length beside Transfer-Encoding goes too (RFC 9112, section 6.3). */
  public static FieldList.Builder without(Fields fields) {
    Set<String> removed = namedByConnection(fields);
    removed.removeAll(NEVER);
    removed.addAll(ALWAYS);
    if (fields.has("Transfer-Encoding")) {
      removed.add("content-length");
    }
    return FieldList.builder()
        .addAll(fields)
        .removeIf(field -> removed.contains(field.name().toLowerCase(Locale.ROOT)));
  }

  private static Set<String> namedByConnection(Fields fields) {
    Set<String> names = new HashSet<>();
    for (String option : ListElements.of(fields, "Connection")) {
      names.add(option.toLowerCase(Locale.ROOT));
    }
    return names;
  }
}
