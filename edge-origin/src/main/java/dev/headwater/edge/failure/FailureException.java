package dev.headwater.edge.failure;

import java.io.Serial;

/** Carries a failure through a future. It has no stack trace: it is an outcome, not a bug. */
public final class FailureException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public FailureException(Failure failure) {
    super(failure.problem().detail(), null, false, false);
    this.failure = failure;
  }

  /** The failure that a throwable stands for; anything unforeseen is {@link Failure.Internal}. */
  public static Failure of(Throwable throwable) {
    return throwable instanceof FailureException known ? known.failure : new Failure.Internal();
  }
}
