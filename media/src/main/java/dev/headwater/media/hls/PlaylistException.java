package dev.headwater.media.hls;

/** Says which line of a text is not what a playlist may hold, with value and expectation. */
public final class PlaylistException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  PlaylistException(int line, String message) {
    super("line " + line + ": " + message);
    this.line = line;
  }

  static PlaylistException of(int line, String what, Object value, String expected) {
    return new PlaylistException(line, what + ": " + value + " (expected: " + expected + ")");
  }

  /** The line, counted from 1; the last one for what is missing. */
  public int line() {
    return line;
  }
}
