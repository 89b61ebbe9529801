package dev.headwater.platform.runtime;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;

/**
 * Keeps what is waited for on the context of who waits. A future that belongs to no context, and
 * each one that is made of it, runs the end of its time limit on a thread of Netty's, beside the
 * event loop. Thread-safe.
 */
public final class CallerContext {
  private CallerContext() {}

  /** A promise whose future stays on the caller's context, whoever completes it. */
  public static <T> Promise<T> promise(Vertx vertx) {
    return ((ContextInternal) vertx.getOrCreateContext()).promise();
  }

  /** The same future, told on the caller's context. */
  public static <T> Future<T> keep(Vertx vertx, Future<T> future) {
    Promise<T> kept = promise(vertx);
    future.onComplete(kept);
    return kept.future();
  }
}
