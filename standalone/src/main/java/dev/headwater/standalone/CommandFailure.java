package dev.headwater.standalone;

import java.io.Serial;

/** A command could not do its job; the message tells a person what was wrong and what to do. */
public final class CommandFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public CommandFailure(String message) {
    super(message);
  }

  public CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
