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
    lines.forEach(line -> split(line, true, elements));
    return elements;
  }

  /** The elements of one line; commas within double quotes separate nothing. */
  public static List<String> of(String line) {
    List<String> elements = new ArrayList<>();
    split(line, true, elements);
    return elements;
  }

  /**
   * Splits at commas outside quotes; a quote that isn't closed hides none.
   *
   * @param escapes whether a backslash within quotes hides the character behind it
   */
  static void split(String line, boolean escapes, List<String> elements) {
    boolean quotes = true;
    int start = 0;
    for (int at = 0; at <= line.length(); at++) {
      char c = at == line.length() ? ',' : line.charAt(at);
      if (c == ',') {
        String element = line.substring(start, at).strip();
        if (!element.isEmpty()) {
          elements.add(element);
        }
        start = at + 1;
      } else if (c == '"' && quotes) {
        int close = closingQuote(line, at, escapes);
        quotes = close >= 0;
        at = quotes ? close : at;
      }
    }
  }

  private static int closingQuote(String line, int open, boolean escapes) {
    for (int at = open + 1; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '"') {
        return at;
      }
      if (c == '\\' && escapes) {
        at++;
      }
    }
    return -1;
  }
}
