package dev.headwater.control.refusal;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends a call that can't be done, with what to tell the caller. Immutable. */
public final class RefusedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String detail;
  private final @Nullable Duration retryAfter;

  /**
   * @param detail what is wrong this time, for the person who called
   */
  public RefusedException(Reason reason, String detail) {
    this(reason, detail, null, null);
  }

  private RefusedException(
      Reason reason, String detail, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(detail, cause);
    this.reason = reason;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }

  /** Something that this server needs is down or busy; the caller may try again after a while. */
  public static RefusedException unavailable(
      String detail, Duration retryAfter, @Nullable Throwable cause) {
    return new RefusedException(Reason.UNAVAILABLE, detail, retryAfter, cause);
  }

  public static RefusedException tooManyAttempts(String detail, Duration retryAfter) {
    return new RefusedException(Reason.TOO_MANY_ATTEMPTS, detail, retryAfter, null);
  }

  /** Somebody else is changing it, for a while. */
  public static RefusedException locked(String detail, Duration retryAfter) {
    return new RefusedException(Reason.LOCKED, detail, retryAfter, null);
  }

  public Reason reason() {
    return reason;
  }

  public String detail() {
    return detail;
  }

  /** How long to wait before trying again; null where that would not help. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
