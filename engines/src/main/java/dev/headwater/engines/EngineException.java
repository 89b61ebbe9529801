package dev.headwater.engines;

/** An engine cannot be unpacked, started or stopped; the message tells a person what was wrong. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EngineException(String message) {
    super(message);
  }

  EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
