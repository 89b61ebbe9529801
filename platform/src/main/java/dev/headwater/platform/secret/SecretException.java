package dev.headwater.platform.secret;

import java.io.Serial;

/** A secret could not be read; the message says why, and never what was read. */
public final class SecretException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public SecretException(String message) {
    super(message);
  }

  public SecretException(String message, Throwable cause) {
    super(message, cause);
  }
}
