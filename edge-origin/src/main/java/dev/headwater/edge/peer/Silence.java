package dev.headwater.edge.peer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Notices that a holder says nothing any more: no byte came for a while, and then it did not answer
 * the question whether it lives either, until the limit. A holder that waits for its source answers
 * that one. Event-loop confined.
 */
final class Silence {
  /** How long a holder may say nothing before the next one takes its place. */
  static final long LIMIT_MILLIS = 250;

  /** How long before it is asked. */
  static final long QUIET_MILLIS = 50;

  private static final long NONE = -1;

  private final Vertx vertx;
  private final Supplier<Future<Boolean>> isAlive;
  private final Runnable silent;
  private long timer = NONE;
  private boolean expecting;
  private long progress;

  /**
   * @param silent told once, unless stopped before
   */
  Silence(Vertx vertx, Supplier<Future<Boolean>> isAlive, Runnable silent) {
    this.vertx = vertx;
    this.isAlive = isAlive;
    this.silent = silent;
  }

  /** Something is to come, or has just come and more is. */
  void expect() {
    expecting = true;
    progress++;
    if (timer == NONE) {
      listen();
    }
  }

  /** Nothing is to come, for now or for good. */
  void stop() {
    expecting = false;
    progress++;
    if (timer != NONE) {
      vertx.cancelTimer(timer);
      timer = NONE;
    }
  }

  private void listen() {
    long before = progress;
    timer = vertx.setTimer(QUIET_MILLIS, _ -> check(before));
  }

  private void check(long before) {
    timer = NONE;
    if (progress != before) {
      listen();
      return;
    }
    isAlive
        .get()
        .onSuccess(alive -> {
          if (!alive && progress == before) {
            stop();
            silent.run();
          } else if (expecting && timer == NONE) {
            listen();
          }
        });
  }
}
