package dev.headwater.cdnconfig;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as JSON for people to read: what is short stands on one line. */
final class JsonText {
  private static final int LINE = 140;
  private static final String INDENT = "  ";

  private JsonText() {}

  /** Of maps by strings, collections, strings, numbers and truth values. */
  static String of(Object value) {
    return text(value, "") + "\n";
  }

  private static String text(Object value, String indent) {
    String line = line(value);
    if (indent.length() + line.length() <= LINE && !indent.isEmpty()) {
      return line;
    }
    String deeper = indent + INDENT;
    return switch (value) {
      case Map<?, ?> map when !map.isEmpty() ->
          map.entrySet().stream()
              .map(one -> deeper + quoted(one.getKey()) + ": " + text(one.getValue(), deeper))
              .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
      case Collection<?> list when !list.isEmpty() ->
          list.stream()
              .map(one -> deeper + text(one, deeper))
              .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
      default -> line;
    };
  }

  private static String line(Object value) {
    return switch (value) {
      case Map<?, ?> map when map.isEmpty() -> "{}";
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(one -> quoted(one.getKey()) + ": " + line(one.getValue()))
              .collect(Collectors.joining(", ", "{ ", " }"));
      case Collection<?> list ->
          list.stream().map(JsonText::line).collect(Collectors.joining(", ", "[", "]"));
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> quoted(value);
    };
  }

  /** Of what has no control characters: names and sentences. */
  private static String quoted(Object text) {
    return '"' + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
