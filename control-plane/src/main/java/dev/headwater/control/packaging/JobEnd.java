package dev.headwater.control.packaging;

import dev.headwater.control.job.Lease;
import java.time.Duration;

/** What becomes of a job whose attempt failed, as a pure decision. */
sealed interface JobEnd {
  /** Between looks at what is to come any moment. */
  Duration POSTPONED = Duration.ofSeconds(3);

  /** Another attempt, later. */
  record Retry(String error) implements JobEnd {}

  /** No further attempt; the title has failed. */
  record Bury(String error) implements JobEnd {}

  /** Another attempt after a moment, which counts as this one does. */
  record Postpone(Duration pause) implements JobEnd {}

  /** Another worker's, at once. */
  record GiveBack() implements JobEnd {}

  /** Another worker's already, or nobody's. */
  record LetGo() implements JobEnd {}

  /**
   * What follows from a failure.
   *
   * @param attempts how often a job is tried
   */
  static JobEnd of(PackagingException failure, Lease lease, int attempts) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure.kind()) {
      case BAD_SOURCE, UNWANTED -> new Bury(message);
      case TOO_EARLY -> new Postpone(POSTPONED);
      case STOPPED -> new GiveBack();
      case LEASE_LOST, CANCELLED -> new LetGo();
      case TRY_AGAIN ->
          lease.attempt() < attempts
              ? new Retry(message)
              : new Bury("packaging failed " + lease.attempt() + " times, at last: " + message);
    };
  }
}
