package dev.headwater.edge.http.caching;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads directives in whatever form they come: nothing is refused, and what follows a mistake up to
 * the next comma makes its own directive malformed, no other. Not thread-safe.
 */
final class DirectiveParser {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private final String line;
  private int at;

  private DirectiveParser(String line) {
    this.line = line;
  }

  static List<Directive> parse(String line) {
    List<Directive> directives = new ArrayList<>();
    DirectiveParser parser = new DirectiveParser(line);
    while (parser.at < line.length()) {
      parser.directive(directives);
    }
    return directives;
  }

  private void directive(List<Directive> directives) {
    skipWhitespace();
    String name = token();
    String argument = null;
    boolean wellFormed = true;
    if (here() == '=') {
      at++;
      String quoted = here() == '"' ? quotedString() : null;
      argument = quoted == null ? token() : quoted;
      wellFormed = quoted != null || !argument.isEmpty();
    }
    skipWhitespace();
    boolean ended = skipToComma();
    if (!name.isEmpty()) {
      directives.add(new Directive(name, argument, wellFormed && ended));
    }
  }

  private String token() {
    int from = at;
    while (isTokenCharacter(here())) {
      at++;
    }
    return line.substring(from, at);
  }

  /** Null, with nothing consumed, where the closing quote is missing. */
  private @Nullable String quotedString() {
    StringBuilder value = new StringBuilder();
    for (int i = at + 1; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        at = i + 1;
        return value.toString();
      }
      if (c == '\\' && i + 1 < line.length()) {
        c = line.charAt(++i);
      }
      value.append(c);
    }
    return null;
  }

  private void skipWhitespace() {
    while (here() == ' ' || here() == '\t') {
      at++;
    }
  }

  /** Whether the comma, or the end, was here. */
  private boolean skipToComma() {
    int comma = line.indexOf(',', at);
    int end = comma < 0 ? line.length() : comma;
    boolean here = end == at;
    at = end + 1;
    return here;
  }

  /** The character here, or a control character at the end. */
  private char here() {
    return at < line.length() ? line.charAt(at) : '\0';
  }

  static boolean isToken(String text) {
    return text.chars().allMatch(c -> isTokenCharacter((char) c));
  }

  private static boolean isTokenCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || TOKEN_MARKS.indexOf(c) >= 0;
  }
}
