package dev.headwater.control.job.desk;

import java.util.Locale;

/** Where a job is; what may follow what is drawn in the package {@code job}. */
public enum JobState {
  /** It waits for a worker. */
  QUEUED,
  /** A worker has it. */
  RUNNING,
  /** Its title is ready. */
  DONE,
  /** It can't be done, or has failed too often. */
  DEAD,
  /** A person has ended it. */
  CANCELLED;

  /** As it is written in the database and in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Fails with IllegalArgumentException where there is no such state. */
  public static JobState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Whether something is still to come of it. */
  public boolean isOpen() {
    return switch (this) {
      case QUEUED, RUNNING -> true;
      case DONE, DEAD, CANCELLED -> false;
    };
  }

  /** Whether it has ended without a result, and may be tried again. */
  public boolean hasFailed() {
    return switch (this) {
      case DEAD, CANCELLED -> true;
      case QUEUED, RUNNING, DONE -> false;
    };
  }
}
