package dev.headwater.edge.peer;

import dev.headwater.platform.runtime.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeoutException;

/**
 * A time limit for answers from others, which this node's own lateness doesn't count against: where
 * the event loop comes late to the end of the limit, the answer may lie there already, so that it
 * gets another chance. Event-loop confined.
 */
final class FairLimit {
  /** All in all, the answer may take so many times the limit. */
  private static final int MAX_ROUNDS = 4;

  /** Timers are this late on any machine. */
  private static final long LATE_NANOS = 10_000_000;

  private final Vertx vertx;
  private final long millis;

  FairLimit(Vertx vertx, long millis) {
    this.vertx = vertx;
    this.millis = millis;
  }

  /** Completes as the future does, or fails with {@link TimeoutException}. */
  <T> Future<T> of(Future<T> future) {
    Promise<T> limited = CallerContext.promise(vertx);
    future.onComplete(limited::tryComplete, limited::tryFail);
    round(limited, 1);
    return limited.future();
  }

  private void round(Promise<?> limited, int round) {
    if (limited.future().isComplete()) {
      return;
    }
    long end = System.nanoTime() + millis * 1_000_000;
    long timer = vertx.setTimer(millis, _ -> end(limited, round, end));
    limited.future().onComplete(_ -> vertx.cancelTimer(timer));
  }

  private void end(Promise<?> limited, int round, long end) {
    if (round < MAX_ROUNDS && System.nanoTime() - end > LATE_NANOS) {
      round(limited, round + 1);
    } else {
      limited.tryFail(new TimeoutException("no answer within " + millis + " ms"));
    }
  }
}
