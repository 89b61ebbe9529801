package dev.headwater.platform.store.s3;

import java.util.function.LongSupplier;

/**
 * Allows requests beyond those that callers cause, such as retries, up to a share of those, and a
 * few a second whatever the share: a service in trouble is not asked many times over. Thread-safe.
 */
final class ExtraRequestBudget {
  /** What may be saved up for a bad moment. */
  private static final double MOST_SAVED = 20;

  private static final double NANOS_PER_SECOND = 1e9;

  private final double share;
  private final double perSecond;
  private final LongSupplier nanoTime;
  private double saved;
  private long refilledAt;

  /**
   * @param share of callers' requests, such as 0.1
   * @param perSecond how many more are allowed each second
   */
  ExtraRequestBudget(double share, double perSecond, LongSupplier nanoTime) {
    this.share = share;
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    this.saved = perSecond;
    this.refilledAt = nanoTime.getAsLong();
  }

  /** Counts a request that a caller caused. */
  synchronized void earn() {
    saved = Math.min(MOST_SAVED, saved + share);
  }

  /** Whether one more may be sent. */
  synchronized boolean spend() {
    long now = nanoTime.getAsLong();
    saved = Math.min(MOST_SAVED, saved + (now - refilledAt) / NANOS_PER_SECOND * perSecond);
    refilledAt = now;
    if (saved < 1) {
      return false;
    }
    saved -= 1;
    return true;
  }
}
