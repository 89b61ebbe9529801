package dev.headwater.edge.http.caching;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.HttpDate;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.message.ResponseHead;
import java.util.List;
import java.util.Set;

/** Messages as rows of a table write them, at one time. */
final class Messages {
  /** A second without a remainder: Sunday, 1 March 2026, noon. */
  static final long NOW = 1_772_366_400_000L;

  private static final Set<String> DATES = Set.of("Date", "Expires", "Last-Modified");

  private Messages() {}

  /** Lines apart by {@code &}; dates may be seconds from {@link #NOW}, such as {@code +10}. */
  static FieldList fields(String text) {
    FieldList.Builder fields = FieldList.builder();
    for (String line : text.split(" ?& ?", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        String name = line.substring(0, colon).strip();
        fields.add(name, value(name, line.substring(colon + 1).strip()));
      }
    }
    return fields.build();
  }

  static ResponseHead response(int status, String fields) {
    return new ResponseHead(status, fields(fields));
  }

  static RequestHead request(String method, String fields) {
    return new RequestHead(method, "/a/b?c", fields(fields));
  }

  /** What governs a response where nothing is targeted. */
  static ResponseControl control(ResponseHead response) {
    return new TargetedFields(List.of()).control(response.fields());
  }

  private static String value(String name, String text) {
    return DATES.contains(name) && text.matches("[+-]\\d+")
        ? HttpDate.format(NOW + 1000 * Long.parseLong(text))
        : text;
  }
}
