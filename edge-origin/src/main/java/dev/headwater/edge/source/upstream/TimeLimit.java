package dev.headwater.edge.source.upstream;

import io.vertx.core.Vertx;

/** Runs something when a time is over, unless it is stopped. Event-loop confined. */
final class TimeLimit {
  private static final long NONE = -1;

  private final Vertx vertx;
  private final Runnable over;
  private long timer = NONE;
  private long endsNanos;

  TimeLimit(Vertx vertx, Runnable over) {
    this.vertx = vertx;
    this.over = over;
  }

  /** From now on, in place of one that runs already. */
  void begin(long millis) {
    stop();
    endsNanos = System.nanoTime() + millis * 1_000_000;
    timer =
        vertx.setTimer(
            millis,
            _ -> {
              timer = NONE;
              over.run();
            });
  }

  /** What is left, zero or more; of use only while it runs. */
  long leftMillis() {
    return Math.max(0, (endsNanos - System.nanoTime()) / 1_000_000);
  }

  void stop() {
    if (timer != NONE) {
      vertx.cancelTimer(timer);
      timer = NONE;
    }
  }
}
