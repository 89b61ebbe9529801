package dev.headwater.edge.source.upstream;

import dev.headwater.edge.http.message.Field;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The fields that concern one connection only, and are not forwarded (RFC 9110, section 7.6.1). */
final class ConnectionFields {
  private static final Set<String> NAMES =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "transfer-encoding",
          "upgrade",
          "http2-settings");

  private ConnectionFields() {}

  /** All others, in their order: neither those known, nor those that Connection names. */
  static FieldList without(Fields fields) {
    Set<String> named = named(fields);
    FieldList.Builder kept = FieldList.builder();
    for (Field field : fields) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (!NAMES.contains(name) && !named.contains(name)) {
        kept.add(field);
      }
    }
    return kept.build();
  }

  private static Set<String> named(Fields fields) {
    return fields.lines("Connection").stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .map(option -> option.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
