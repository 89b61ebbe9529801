package dev.headwater.edge.select;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Range field asks of a representation of known size (RFC 9110, section 14). */
public sealed interface RangeRequest {
  /** No range that is understood: the whole representation is the answer. */
  record Whole() implements RangeRequest {}

  /** One range, within the representation. */
  record Part(long offset, long length) implements RangeRequest {}

  /** No byte of the representation was asked for. */
  record Unsatisfiable() implements RangeRequest {}

  /** One range; more at once, or another unit, may be ignored (section 14.2). */
  Pattern SINGLE = Pattern.compile("bytes=[ \\t]*(\\d{0,18})-(\\d{0,18})[ \\t]*");

  static RangeRequest parse(String field, long size) {
    Matcher matcher = SINGLE.matcher(field);
    if (!matcher.matches()) {
      return new Whole();
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? new Whole() : suffix(Long.parseLong(last), size);
    }
    long from = Long.parseLong(first);
    if (last.isEmpty()) {
      return part(from, size - 1, size);
    }
    long to = Long.parseLong(last);
    return to < from ? new Whole() : part(from, Math.min(to, size - 1), size);
  }

  private static RangeRequest suffix(long length, long size) {
    return length == 0 ? new Unsatisfiable() : part(Math.max(0, size - length), size - 1, size);
  }

  private static RangeRequest part(long from, long to, long size) {
    return from >= size ? new Unsatisfiable() : new Part(from, to - from + 1);
  }
}
