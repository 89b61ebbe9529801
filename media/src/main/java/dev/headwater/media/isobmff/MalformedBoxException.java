package dev.headwater.media.isobmff;

import java.io.IOException;

/** Says which box of a file is not what ISO/IEC 14496-12 wants, with value and expectation. */
public final class MalformedBoxException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedBoxException(String message) {
    super(message);
  }

  /** Of what is in a box, in the words of who found it. */
  public static MalformedBoxException of(String what, IOException cause) {
    MalformedBoxException malformed = new MalformedBoxException(what + ": " + cause.getMessage());
    malformed.initCause(cause);
    return malformed;
  }

  public static MalformedBoxException of(String what, Object value, String expected) {
    return new MalformedBoxException(what + ": " + value + " (expected: " + expected + ")");
  }
}
