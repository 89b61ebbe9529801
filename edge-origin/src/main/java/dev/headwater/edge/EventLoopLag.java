package dev.headwater.edge;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** How late an event loop runs what it has promised to run. Confined to that loop. */
final class EventLoopLag {
  /** Often enough to notice within a request's patience, seldom enough to cost nothing. */
  private static final long PERIOD_MILLIS = 100;

  private final Vertx vertx;
  private final long timer;
  private long expectedNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
  private long lagMillis;

  /** Measures the loop of the calling context until closed. */
  EventLoopLag(Vertx vertx) {
    this.vertx = vertx;
    this.timer = vertx.setPeriodic(PERIOD_MILLIS, _ -> measure());
  }

  private void measure() {
    long now = System.nanoTime();
    lagMillis = Math.max(0, TimeUnit.NANOSECONDS.toMillis(now - expectedNanos));
    expectedNanos = now + TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
  }

  long millis() {
    return lagMillis;
  }

  void close() {
    vertx.cancelTimer(timer);
  }
}
