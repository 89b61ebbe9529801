package dev.headwater.edge.http.caching;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Fields that concern one connection (RFC 9110, section 7.6.1): those that are known to, and those
 * that Connection names. They are neither forwarded nor stored.
 */
final class ConnectionFields {
  private static final Set<String> KNOWN =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** Not for Connection to name: without them the message would mean something else. */
  private static final Set<String> NOT_TO_BE_NAMED =
      Set.of("cache-control", "content-length", "content-type", "date", "expires", "vary");

  private ConnectionFields() {}

  /** Names in lower case. */
  static Set<String> namesIn(Fields fields) {
    Set<String> names = new HashSet<>(KNOWN);
    for (String line : fields.lines("Connection")) {
      for (String option : line.split(",", -1)) {
        names.add(option.strip().toLowerCase(Locale.ROOT));
      }
    }
    names.removeAll(NOT_TO_BE_NAMED);
    return names;
  }

  static FieldList without(FieldList fields, Set<String> lowerCaseNames) {
    return fields.toBuilder()
        .removeIf(field -> lowerCaseNames.contains(field.name().toLowerCase(Locale.ROOT)))
        .build();
  }
}
