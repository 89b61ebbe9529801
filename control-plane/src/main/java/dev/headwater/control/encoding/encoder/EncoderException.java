package dev.headwater.control.encoding.encoder;

/** Why what an encoder sends is not being encoded. */
final class EncoderException extends Exception {
  private static final long serialVersionUID = 1L;

  EncoderException(String message) {
    super(message);
  }

  EncoderException(String message, Throwable cause) {
    super(message, cause);
  }
}
