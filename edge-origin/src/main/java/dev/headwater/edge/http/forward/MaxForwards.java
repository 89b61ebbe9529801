package dev.headwater.edge.http.forward;

import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.http.message.RequestHead;
import java.util.List;
import java.util.OptionalInt;

/** The Max-Forwards field, which limits OPTIONS and TRACE (RFC 9110, section 7.6.2). */
final class MaxForwards {
  static final String NAME = "Max-Forwards";

  private MaxForwards() {}

  /** How many more hops the request may take; empty where it isn't limited. */
  static OptionalInt of(RequestHead request) {
    boolean limits = request.method().equals("OPTIONS") || request.method().equals("TRACE");
    return limits ? value(request.fields()) : OptionalInt.empty();
  }

  /** What isn't a number is no limit; what is too large is the largest. */
  private static OptionalInt value(Fields fields) {
    List<String> lines = fields.lines(NAME);
    String value = lines.size() == 1 ? lines.getFirst() : "";
    if (value.isEmpty() || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseInt(value));
    } catch (NumberFormatException e) {
      return OptionalInt.of(Integer.MAX_VALUE);
    }
  }
}
