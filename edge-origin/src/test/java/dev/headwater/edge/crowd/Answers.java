package dev.headwater.edge.crowd;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** When the answers of one round came, and how many were good. Thread-safe. */
final class Answers {
  /** Longer than any request is held. */
  private static final long PATIENCE_SECONDS = 60;

  private final long[] atNanos;
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger bad = new AtomicInteger();
  private final CountDownLatch left;

  Answers(int expected) {
    this.atNanos = new long[expected];
    this.left = new CountDownLatch(expected);
  }

  /** The last byte of an answer is here. */
  void came(boolean good) {
    long now = System.nanoTime();
    int index = count.getAndIncrement();
    if (index < atNanos.length) {
      atNanos[index] = now;
    }
    if (!good) {
      bad.incrementAndGet();
    }
    left.countDown();
  }

  int count() {
    return count.get();
  }

  int bad() {
    return bad.get();
  }

  /** Since a moment, in rising order. */
  long[] since(long nanos) throws InterruptedException {
    if (!left.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "%d answers within %d s (expected: %d)"
              .formatted(count.get(), PATIENCE_SECONDS, atNanos.length));
    }
    return Arrays.stream(atNanos).map(at -> at - nanos).sorted().toArray();
  }
}
