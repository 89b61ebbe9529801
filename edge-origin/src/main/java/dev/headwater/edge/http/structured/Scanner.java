package dev.headwater.edge.http.structured;

import java.util.function.IntPredicate;

/** A position in a text. Not thread-safe. */
final class Scanner {
  private static final int END = -1;

  private final String text;
  private int position;

  Scanner(String text) {
    this.text = text;
  }

  /** The character here, or a negative number at the end. */
  int peek() {
    return position < text.length() ? text.charAt(position) : END;
  }

  int next() {
    int c = peek();
    position++;
    return c;
  }

  boolean atEnd() {
    return position >= text.length();
  }

  boolean skip(int c) {
    if (peek() != c) {
      return false;
    }
    position++;
    return true;
  }

  void expect(int c) {
    if (!skip(c)) {
      throw failure(Character.toString(c));
    }
  }

  /** Takes one character of the first kind, then all that follow of the second. */
  String word(IntPredicate begins, IntPredicate continues, String expectation) {
    if (!begins.test(peek())) {
      throw failure(expectation);
    }
    return run(continues);
  }

  String run(IntPredicate wanted) {
    int from = position;
    while (wanted.test(peek())) {
      position++;
    }
    return text.substring(from, position);
  }

  void skipSpaces() {
    run(c -> c == ' ');
  }

  void skipOptionalWhitespace() {
    run(c -> c == ' ' || c == '\t');
  }

  SyntaxException failure(String expectation) {
    return new SyntaxException(expectation, position);
  }
}
