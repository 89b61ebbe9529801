package dev.headwater.control.encoding.push;

/** Why a track is not pushed to a node any more. */
final class PushException extends Exception {
  private static final long serialVersionUID = 1L;

  PushException(String message) {
    super(message);
  }

  PushException(String message, Throwable cause) {
    super(message, cause);
  }
}
