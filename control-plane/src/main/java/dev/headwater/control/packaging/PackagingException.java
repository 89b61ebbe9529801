package dev.headwater.control.packaging;

import dev.headwater.control.packaging.check.WrongPackageException;
import dev.headwater.platform.store.StoreException;

/** Why a source was not packaged; its message is for the publisher. */
final class PackagingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What follows from it. */
  enum Kind {
    /** The source is at fault: trying again changes nothing. */
    BAD_SOURCE,
    /** The machine or a program is at fault: another attempt may succeed. */
    TRY_AGAIN,
    /** The store or the data plane can't be reached: the job is for later, for some hours. */
    OUTAGE,
    /** What is wanted isn't there yet: the job is for any worker, a little later. */
    TOO_EARLY,
    /** The worker has to stop: the job is for another one. */
    STOPPED,
    /** The lease was lost: the job has another worker. */
    LEASE_LOST,
    /** A person has cancelled the job. */
    CANCELLED,
    /** Nobody wants the result any more: the title is retired. */
    UNWANTED
  }

  private final Kind kind;

  private PackagingException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static PackagingException badSource(String message) {
    return new PackagingException(Kind.BAD_SOURCE, message);
  }

  static PackagingException tryAgain(String message) {
    return new PackagingException(Kind.TRY_AGAIN, message);
  }

  static PackagingException outage(String message) {
    return new PackagingException(Kind.OUTAGE, message);
  }

  /** What a store that fails means for a job. */
  static PackagingException of(StoreException failure) {
    String message = "the store fails: " + failure.getMessage();
    return switch (failure.reason()) {
      case UNAVAILABLE, TIMEOUT, BUSY, REFUSED -> outage(message);
      case MALFORMED -> tryAgain(message);
    };
  }

  static PackagingException wrongPackage(WrongPackageException wrong) {
    return tryAgain(
        "what was made of the file is wrong, and isn't published: " + wrong.getMessage());
  }

  static PackagingException tooEarly(String message) {
    return new PackagingException(Kind.TOO_EARLY, message);
  }

  static PackagingException stopped() {
    return new PackagingException(Kind.STOPPED, "the worker stops");
  }

  static PackagingException leaseLost() {
    return new PackagingException(Kind.LEASE_LOST, "another worker has taken the job over");
  }

  static PackagingException cancelled() {
    return new PackagingException(Kind.CANCELLED, "the job was cancelled");
  }

  static PackagingException unwanted() {
    return new PackagingException(Kind.UNWANTED, "the title was deleted");
  }

  Kind kind() {
    return kind;
  }
}
