package dev.headwater.platform.store;

import org.jspecify.annotations.Nullable;

/** A storage service did not do what it was asked. Its message bears no secret. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What a caller may make of a failure. */
  public enum Reason {
    /** Not reachable, overloaded or broken: another time it may do. */
    UNAVAILABLE,
    /** Too slow to answer, or to go on with a body. */
    TIMEOUT,
    /**
     * Too much at once: no connection of this process was free, and too many waited for one; or the
     * object was replaced again and again while it was to be opened.
     */
    BUSY,
    /** The service does not let this program do it, or does not understand it. */
    REFUSED,
    /** The answer contradicts itself, or the question. */
    MALFORMED
  }

  private final Reason reason;

  public StoreException(Reason reason, String message) {
    this(reason, message, null);
  }

  public StoreException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
