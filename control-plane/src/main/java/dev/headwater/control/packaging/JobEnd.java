package dev.headwater.control.packaging;

import dev.headwater.control.job.JobSettings;
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

  /** Another attempt after a wait that grows, while the job has no luck; this one doesn't count. */
  record PutOff(String error) implements JobEnd {}

  /** Another worker's, at once. */
  record GiveBack() implements JobEnd {}

  /** Another worker's already, or nobody's. */
  record LetGo() implements JobEnd {}

  /**
   * What follows from a failure.
   *
   * @param jobs how often a job is tried, and how long it is put off
   */
  static JobEnd of(PackagingException failure, Lease lease, JobSettings jobs) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure.kind()) {
      case BAD_SOURCE, UNWANTED -> new Bury(message);
      case TOO_EARLY -> new Postpone(POSTPONED);
      case STOPPED -> new GiveBack();
      case LEASE_LOST, CANCELLED -> new LetGo();
      case OUTAGE ->
          lease.outage().compareTo(jobs.outage()) < 0
              ? new PutOff(message)
              : counted(message, lease, jobs.attempts());
      case TRY_AGAIN -> counted(message, lease, jobs.attempts());
    };
  }

  private static JobEnd counted(String message, Lease lease, int attempts) {
    return lease.attempt() < attempts
        ? new Retry(message)
        : new Bury("packaging failed " + lease.attempt() + " times, at last: " + message);
  }
}
