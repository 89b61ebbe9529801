package dev.headwater.edge.source;

import io.vertx.core.Vertx;

/**
 * Ends what makes no progress for a time, in which it could have. Costs one timer per limit, not
 * one per step. Event-loop confined.
 */
public final class StallLimit {
  private static final long NONE = -1;

  private final Vertx vertx;
  private final long limitMillis;
  private final Runnable stalled;
  private long timer = NONE;
  private long progressNanos;

  public StallLimit(Vertx vertx, long limitMillis, Runnable stalled) {
    this.vertx = vertx;
    this.limitMillis = limitMillis;
    this.stalled = stalled;
  }

  /** From now on, or again from now on. */
  public void progressed() {
    progressNanos = System.nanoTime();
    if (timer == NONE) {
      timer = vertx.setTimer(limitMillis, _ -> check());
    }
  }

  /** No progress is expected. */
  public void stop() {
    if (timer != NONE) {
      vertx.cancelTimer(timer);
      timer = NONE;
    }
  }

  private void check() {
    timer = NONE;
    long left = limitMillis - (System.nanoTime() - progressNanos) / 1_000_000;
    if (left <= 0) {
      stalled.run();
    } else {
      timer = vertx.setTimer(left, _ -> check());
    }
  }
}
