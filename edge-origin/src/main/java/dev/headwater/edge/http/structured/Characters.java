package dev.headwater.edge.http.structured;

/** The character classes that the grammar is made of (RFC 9651, section 3; RFC 9110, 5.6.2). */
final class Characters {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~:/";

  private Characters() {}

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLowerAlpha(int c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isAlpha(int c) {
    return isLowerAlpha(c) || (c >= 'A' && c <= 'Z');
  }

  static boolean beginsKey(int c) {
    return isLowerAlpha(c) || c == '*';
  }

  static boolean continuesKey(int c) {
    return beginsKey(c) || isDigit(c) || c == '_' || c == '-' || c == '.';
  }

  static boolean beginsToken(int c) {
    return isAlpha(c) || c == '*';
  }

  static boolean continuesToken(int c) {
    return isAlpha(c) || isDigit(c) || (c >= 0 && TOKEN_MARKS.indexOf(c) >= 0);
  }

  static boolean isKey(String text) {
    return !text.isEmpty()
        && beginsKey(text.charAt(0))
        && text.chars().allMatch(Characters::continuesKey);
  }

  static boolean isToken(String text) {
    return !text.isEmpty()
        && beginsToken(text.charAt(0))
        && text.chars().allMatch(Characters::continuesToken);
  }

  static String requireKey(String text) {
    if (!isKey(text)) {
      throw new IllegalArgumentException(
          "key: " + text + " (expected: lower-case letters, digits and _-.*)");
    }
    return text;
  }
}
