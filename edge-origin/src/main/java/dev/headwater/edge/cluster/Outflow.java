package dev.headwater.edge.cluster;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Bounds what may wait on its way to other nodes: so much a second, since a slow one is given up
 * after some seconds, and so much before it has left this node's hands. Thread-safe.
 */
final class Outflow {
  /**
   * 5,000 notices of a live part; what a slow node makes wait is this times the ping's patience.
   */
  static final long BYTES_PER_SECOND = 1 << 20;

  private static final long MOST_WAITING_BYTES = 4 << 20;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final LongSupplier nanos;
  private final AtomicLong second = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong spent = new AtomicLong();
  private final AtomicLong waiting = new AtomicLong();

  Outflow(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether so many bytes may go; then {@link #left} is called for them. */
  boolean admits(int bytes) {
    long now = nanos.getAsLong() / SECOND;
    if (second.getAndSet(now) != now) {
      spent.set(0);
    }
    if (spent.addAndGet(bytes) > BYTES_PER_SECOND) {
      return false;
    }
    if (waiting.addAndGet(bytes) > MOST_WAITING_BYTES) {
      waiting.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void left(int bytes) {
    waiting.addAndGet(-bytes);
  }
}
