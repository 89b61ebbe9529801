package dev.headwater.edge.source.upstream;

import dev.headwater.platform.runtime.MonotonicClock;

/**
 * Bounds what is sent again to a fifth of what is sent, so that a failing host is not asked twice
 * as much as a good one. Thread-safe.
 */
final class RetryBudget {
  /** What one retry costs, and each request earns: a fifth. */
  private static final long RETRY = 100;

  private static final long EARNED_BY_REQUEST = 20;

  /** At most this many retries are saved up. */
  private static final long MOST = 100 * RETRY;

  /** A quiet node may still retry: up to this many, one more a second. */
  private static final long FLOOR = 10 * RETRY;

  private static final long MILLIS_TO_EARN_ONE_PERCENT = 10;

  private final MonotonicClock clock;
  private long credit = FLOOR;
  private long refilledAt;

  /** Starts with a few. */
  RetryBudget(MonotonicClock clock) {
    this.clock = clock;
    this.refilledAt = clock.millis();
  }

  /** A request is being sent for the first time. */
  synchronized void requested() {
    credit = Math.min(MOST, credit + EARNED_BY_REQUEST);
  }

  /** Whether there is a retry to take. */
  synchronized boolean allows() {
    refill();
    return credit >= RETRY;
  }

  /** Takes one retry, if there is one to take. */
  synchronized boolean take() {
    boolean allowed = allows();
    credit -= allowed ? RETRY : 0;
    return allowed;
  }

  private void refill() {
    long earned = (clock.millis() - refilledAt) / MILLIS_TO_EARN_ONE_PERCENT;
    refilledAt += earned * MILLIS_TO_EARN_ONE_PERCENT;
    credit = Math.max(credit, Math.min(FLOOR, credit + earned));
  }
}
