package dev.headwater.edge.http.range;

import dev.headwater.edge.http.message.Fields;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of a Content-Range field in bytes (RFC 9110, section 14.4). */
public sealed interface ContentRange {
  /**
   * Of a 206: where the content belongs.
   *
   * @param size of the representation; empty where its sender doesn't know
   */
  record Satisfied(ByteSpan span, OptionalLong size) implements ContentRange {
    public Satisfied {
      if (size.isPresent() && size.getAsLong() < span.end()) {
        throw new IllegalArgumentException(
            "size: " + size.getAsLong() + " (expected: >= " + span.end() + ")");
      }
    }

    public static Satisfied of(ByteSpan span, long size) {
      return new Satisfied(span, OptionalLong.of(size));
    }

    @Override
    public String toString() {
      String complete = size.isPresent() ? Long.toString(size.getAsLong()) : "*";
      return "bytes " + span.from() + "-" + span.last() + "/" + complete;
    }
  }

  /** Of a 416: how large the representation is. */
  record Unsatisfied(long size) implements ContentRange {
    @Override
    public String toString() {
      return "bytes */" + size;
    }
  }

  /** Numbers of up to 18 digits, so that they and their sums fit 63 bits. */
  Pattern FORM =
      Pattern.compile(
          "bytes +(?:(\\d{1,18})-(\\d{1,18})/(?:(\\d{1,18})|\\*)|\\*/(\\d{1,18}))",
          Pattern.CASE_INSENSITIVE);

  /** Empty where it is in another unit, breaks the grammar, or can't be true. */
  static Optional<ContentRange> parse(String field) {
    Matcher matcher = FORM.matcher(field.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    if (matcher.group(1) == null) {
      return Optional.of(new Unsatisfied(Long.parseLong(matcher.group(4))));
    }
    long first = Long.parseLong(matcher.group(1));
    long last = Long.parseLong(matcher.group(2));
    OptionalLong size =
        matcher.group(3) == null
            ? OptionalLong.empty()
            : OptionalLong.of(Long.parseLong(matcher.group(3)));
    return last < first || (size.isPresent() && size.getAsLong() <= last)
        ? Optional.empty()
        : Optional.of(new Satisfied(ByteSpan.between(first, last), size));
  }

  /** That of a message; empty also where there are several. */
  static Optional<ContentRange> of(Fields fields) {
    List<String> lines = fields.lines("Content-Range");
    return lines.size() == 1 ? parse(lines.getFirst()) : Optional.empty();
  }
}
