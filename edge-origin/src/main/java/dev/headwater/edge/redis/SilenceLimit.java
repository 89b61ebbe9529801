package dev.headwater.edge.redis;

import io.vertx.core.Vertx;

/**
 * Counts the calls that wait for an answer, and notices when a server sends none for a time while
 * it owes some. Costs one timer per limit, not one per call. Event-loop confined.
 */
final class SilenceLimit {
  private static final long NONE = -1;

  /** One turn of the event loop. */
  private static final long NEXT_TURN_MILLIS = 1;

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
    long left = limitMillis - (System.nanoTime() - lastSignNanos) / 1_000_000;
    long sign = lastSignNanos;
    if (unanswered == 0) {
      timer = NONE;
    } else if (left > 0) {
      timer = vertx.setTimer(left, _ -> check());
    } else {
      timer = vertx.setTimer(NEXT_TURN_MILLIS, _ -> decide(sign));
    }
  }

  /** Where this event loop was late itself, answers that lay there have been read by now. */
  private void decide(long lastSign) {
    if (unanswered > 0 && lastSignNanos == lastSign) {
      timer = NONE;
      silent.run();
    } else {
      check();
    }
  }
}
