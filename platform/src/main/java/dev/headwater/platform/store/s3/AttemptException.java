package dev.headwater.platform.store.s3;

import dev.headwater.platform.store.StoreException;

/** One attempt failed; whether another may do better is known. */
final class AttemptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final StoreException failure;
  private final boolean isRetryable;

  AttemptException(StoreException failure, boolean isRetryable) {
    super(failure.getMessage(), failure, false, false);
    this.failure = failure;
    this.isRetryable = isRetryable;
  }

  /** What the caller is told where no other attempt is made. */
  StoreException failure() {
    return failure;
  }

  boolean isRetryable() {
    return isRetryable;
  }
}
