package dev.headwater.edge;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * How late an event loop runs what it has promised to run, all the time for half a second: a pause
 * is over when it is seen, and only a queue that stands is a reason to refuse work (as CoDel tells
 * them apart, RFC 8289, section 3). Confined to that loop.
 */
final class EventLoopLag {
  /** Often enough to notice within a request's patience, seldom enough to cost nothing. */
  private static final long PERIOD_MILLIS = 100;

  /** Measurements that count: those of half a second. */
  private static final int KEPT = 5;

  private final Vertx vertx;
  private final long timer;
  private final long[] latest = new long[KEPT];
  private int next;
  private long expectedNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
  private long leastMillis;

  /** Measures the loop of the calling context until closed. */
  EventLoopLag(Vertx vertx) {
    this.vertx = vertx;
    this.timer = vertx.setPeriodic(PERIOD_MILLIS, _ -> measure());
  }

  private void measure() {
    long now = System.nanoTime();
    latest[next] = Math.max(0, TimeUnit.NANOSECONDS.toMillis(now - expectedNanos));
    next = (next + 1) % KEPT;
    expectedNanos = now + TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
    leastMillis = Long.MAX_VALUE;
    for (long lag : latest) {
      leastMillis = Math.min(leastMillis, lag);
    }
  }

  long millis() {
    return leastMillis;
  }

  void close() {
    vertx.cancelTimer(timer);
  }
}
