package dev.headwater.edge.http.message;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Fields that are for the next hop alone: neither forwarded nor stored (RFC 9110, section 7.6.1;
 * RFC 9111, section 3.1).
 */
public final class ConnectionFields {
  /** In lower case. */
  private static final Set<String> KNOWN =
      Set.of(
          "connection",
          "headwater-sequence", // what one tier of ours tells the next
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
   * For every recipient, whatever Connection says: naming them would change what the message means,
   * where it goes or ends, who may store it, or hide a loop (RFC 9110, section 7.6.1; RFC 8586,
   * section 2).
   */
  private static final Set<String> NEVER =
      Set.of(
          "cache-control",
          "cdn-cache-control",
          "cdn-loop",
          "content-encoding",
          "content-length",
          "content-range",
          "content-type",
          "date",
          "expires",
          "host",
          "set-cookie",
          "vary",
          "via");

  private ConnectionFields() {}

  /** Names in lower case: those that are known to be, and those that Connection names. */
  public static Set<String> namesIn(Fields fields) {
    Set<String> names = new HashSet<>();
    for (String option : ListElements.of(fields, "Connection")) {
      names.add(option.toLowerCase(Locale.ROOT));
    }
    names.removeAll(NEVER);
    names.addAll(KNOWN);
    return names;
  }

  /** All other fields. A length beside Transfer-Encoding goes too (RFC 9112, section 6.3). */
  public static FieldList.Builder without(Fields fields) {
    Set<String> removed = namesIn(fields);
    if (fields.has("Transfer-Encoding")) {
      removed.add("content-length");
    }
    return FieldList.builder().addAll(fields).removeAll(removed);
  }
}
