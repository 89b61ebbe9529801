package dev.headwater.control.encoding.rtmp;

/** What a peer sent is not RTMP, or beyond a limit; the connection has to end. */
public final class RtmpException extends Exception {
  private static final long serialVersionUID = 1L;

  private RtmpException(String message) {
    super(message);
  }

  static RtmpException of(String field, Object value, String expected) {
    return new RtmpException(field + ": " + value + " (expected: " + expected + ")");
  }
}
