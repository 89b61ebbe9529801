package dev.headwater.edge.tier;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that may be on their way from the source at once. Thread-safe. */
final class FillBudget {
  private final AtomicLong left;

  FillBudget(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  /** Whether that many could be had; if so, they are to be given back. */
  boolean take(long bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    left.addAndGet(bytes);
    return false;
  }

  void giveBack(long bytes) {
    left.addAndGet(bytes);
  }
}
