package dev.headwater.edge.redis;

import io.vertx.core.Vertx;

/**
 * Counts the calls that wait for an answer, and notices when a server sends none for a time while
 * it owes some. Costs one timer per limit, not one per call. Event-loop confined.
 */
final class SilenceLimit {
  private static final long NONE = -1;

  private final Vertx vertx;
  private final long limitMillis;
  private final Runnable silent;
  private long timer = NONE;
  private long lastSignNanos;
  private int unanswered;
  private boolean answeredOnce;

  SilenceLimit(Vertx vertx, long limitMillis, Runnable silent) {
    this.vertx = vertx;
    this.limitMillis = limitMillis;
    this.silent = silent;
  }

  void asked() {
    if (unanswered++ == 0) {
      lastSignNanos = System.nanoTime();
    }
    if (timer == NONE) {
      timer = vertx.setTimer(limitMillis, _ -> check());
    }
  }

  void answered() {
    unanswered--;
    answeredOnce = true;
    lastSignNanos = System.nanoTime();
  }

  int unanswered() {
    return unanswered;
  }

  boolean answeredOnce() {
    return answeredOnce;
  }

  void stop() {
    if (timer != NONE) {
      vertx.cancelTimer(timer);
      timer = NONE;
    }
  }

  private void check() {
    timer = NONE;
    if (unanswered == 0) {
      return;
    }
    long left = limitMillis - (System.nanoTime() - lastSignNanos) / 1_000_000;
    if (left <= 0) {
      silent.run();
    } else {
      timer = vertx.setTimer(left, _ -> check());
    }
  }
}
