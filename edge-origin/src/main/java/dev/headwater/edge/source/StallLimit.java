package dev.headwater.edge.source;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * Ends what makes too little progress in the time in which it could have. Costs one timer per
 * limit, not one per step. Event-loop confined.
 */
public final class StallLimit {
  private static final long NONE = -1;

  private final Vertx vertx;
  private final Pace pace;
  private final Runnable stalled;
  private long timer = NONE;

  public StallLimit(Vertx vertx, long limitMillis, Runnable stalled) {
    this.vertx = vertx;
    this.pace = new Pace(limitMillis);
    this.stalled = stalled;
  }

  /** Progress is expected from now on. */
  public void expect() {
    pace.expect(System.nanoTime());
    if (timer == NONE) {
      checkLater();
    }
  }

  public void progressed(int bytes) {
    pace.came(bytes, System.nanoTime());
  }

  /** No progress is expected. */
  public void stop() {
    pace.rest(System.nanoTime());
    if (timer != NONE) {
      vertx.cancelTimer(timer);
      timer = NONE;
    }
  }

  private void checkLater() {
    long leftNanos = Math.max(0, pace.leftNanos(System.nanoTime()));
    timer = vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(leftNanos) + 1, _ -> check());
  }

  private void check() {
    timer = NONE;
    if (pace.leftNanos(System.nanoTime()) <= 0) {
      stalled.run();
    } else {
      checkLater();
    }
  }
}
