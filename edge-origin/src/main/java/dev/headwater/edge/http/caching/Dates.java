package dev.headwater.edge.http.caching;

import dev.headwater.edge.http.message.Fields;
import java.util.List;
import java.util.OptionalLong;

/** Times that the fields of a response state. Of several lines the first counts. */
final class Dates {
  private Dates() {}

  static OptionalLong date(Fields fields, long nowMillis) {
    return first(fields.lines("Date"), nowMillis);
  }

  static OptionalLong lastModified(Fields fields, long nowMillis) {
    return first(fields.lines("Last-Modified"), nowMillis);
  }

  static OptionalLong first(List<String> lines, long nowMillis) {
    return lines.isEmpty() ? OptionalLong.empty() : StrictDate.parse(lines.getFirst(), nowMillis);
  }
}
