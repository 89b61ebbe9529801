package dev.headwater.media.hls;

/** Says which line of a text is not what a playlist may hold, with value and expectation. */
public final class PlaylistException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Bounds a message: what is wrong is near the start, and lines may be huge. */
  private static final int MAX_VALUE_CHARACTERS = 200;

  private final int line;

  PlaylistException(int line, String message) {
    super("line " + line + ": " + message);
    this.line = line;
  }

  static PlaylistException of(int line, String what, Object value, String expected) {
    return new PlaylistException(
        line, what + ": " + shortened(value) + " (expected: " + expected + ")");
  }

  private static String shortened(Object value) {
    String text = value.toString();
    return text.length() <= MAX_VALUE_CHARACTERS
        ? text
        : text.substring(0, MAX_VALUE_CHARACTERS) + "...";
  }

  /** The line, counted from 1; the last one for what is missing. */
  public int line() {
    return line;
  }
}
