package dev.headwater.media.nal;

import java.io.IOException;

/** Says what of a NAL unit is not what ITU-T H.264 or H.265 want, with value and expectation. */
public final class MalformedNalUnitException extends IOException {
  private static final long serialVersionUID = 1L;

  private MalformedNalUnitException(String message) {
    super(message);
  }

  static MalformedNalUnitException of(String what, Object value, String expected) {
    return new MalformedNalUnitException(what + ": " + value + " (expected: " + expected + ")");
  }
}
