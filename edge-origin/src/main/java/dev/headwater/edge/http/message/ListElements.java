package dev.headwater.edge.http.message;

import java.util.ArrayList;
import java.util.List;

/** The elements of fields that are lists (RFC 9110, section 5.6.1). */
public final class ListElements {
  private ListElements() {}

  /** The elements of all lines of that name, without whitespace around them; never an empty one. */
  public static List<String> of(Fields fields, String name) {
    List<String> lines = fields.lines(name);
    if (lines.isEmpty()) {
      return List.of();
    }
    List<String> elements = new ArrayList<>();
    lines.forEach(line -> addElements(line, elements));
    return elements;
  }

  /** The elements of one line; commas within double quotes separate nothing. */
  public static List<String> of(String line) {
    List<String> elements = new ArrayList<>();
    addElements(line, elements);
    return elements;
  }

  private static void addElements(String line, List<String> elements) {
    int start = 0;
    while (start < line.length()) {
      int end = endOfElement(line, start);
      String element = line.substring(start, end).strip();
      if (!element.isEmpty()) {
        elements.add(element);
      }
      start = end + 1;
    }
  }

  /** The next comma outside quoted strings, or the end; a quote that isn't closed hides nothing. */
  private static int endOfElement(String line, int start) {
    for (int at = start; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == ',') {
        return at;
      }
      if (c == '"') {
        int close = closingQuote(line, at);
        at = close < 0 ? at : close;
      }
    }
    return line.length();
  }

  private static int closingQuote(String line, int open) {
    for (int at = open + 1; at < line.length(); at++) {
      switch (line.charAt(at)) {
        case '\\' -> at++;
        case '"' -> {
          return at;
        }
        default -> {}
      }
    }
    return -1;
  }
}
