package dev.headwater.control.job;

import dev.headwater.platform.settings.Setting;
import java.time.Duration;

/** How long a job is leased, and how often it is tried. Immutable. */
public record JobSettings(
    @Setting(value = "30s", doc = "How long a job stays with a worker that is silent.")
        Duration lease,
    @Setting(value = "3", doc = "How often a job is tried before it is dead.") int attempts,
    @Setting(
            value = "5s",
            doc = "Wait before the second attempt; it doubles with each further one.")
        Duration backoff,
    @Setting(
            value = "12h",
            doc =
                "How long a job is put off, without losing an attempt, while the store or the data plane fails.")
        Duration outage,
    @Setting(value = "1s", doc = "How often a worker looks for jobs that it was not told of.")
        Duration poll) {
  /** A renewal may fail twice before the lease ends. */
  private static final int RENEWALS_PER_LEASE = 3;

  /** Longest wait between attempts: past it, waiting longer only hides the failure. */
  private static final Duration MAX_BACKOFF = Duration.ofMinutes(10);

  public JobSettings {
    if (lease.toMillis() < RENEWALS_PER_LEASE) {
      throw new IllegalArgumentException("lease: " + lease + " (expected: at least 3ms)");
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts: " + attempts + " (expected: > 0)");
    }
    if (poll.isZero()) {
      throw new IllegalArgumentException("poll: 0s (expected: > 0)");
    }
  }

  /** How often a holder renews its lease. */
  public Duration renewal() {
    return lease.dividedBy(RENEWALS_PER_LEASE);
  }

  /** The wait while the store or the data plane fails, after so much of it. */
  Duration backoffIn(Duration outage) {
    Duration wait = outage.compareTo(backoff) > 0 ? outage : backoff;
    return wait.compareTo(MAX_BACKOFF) < 0 ? wait : MAX_BACKOFF;
  }

  /** The wait after an attempt that failed, counted from 1. */
  public Duration backoffAfter(int attempt) {
    int doublings = Math.clamp(attempt - 1L, 0, 20);
    Duration wait = backoff.multipliedBy(1L << doublings);
    return wait.compareTo(MAX_BACKOFF) < 0 ? wait : MAX_BACKOFF;
  }
}
