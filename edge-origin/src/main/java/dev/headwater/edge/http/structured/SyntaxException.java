package dev.headwater.edge.http.structured;

/** Ends a parse that failed; never leaves this package. */
final class SyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SyntaxException(String expectation, int position) {
    super("position " + position + ": expected " + expectation, null, false, false);
  }
}
