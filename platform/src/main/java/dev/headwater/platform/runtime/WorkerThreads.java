package dev.headwater.platform.runtime;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/** Runs a blocking step on a Vert.x worker thread, off the event loops. Thread-safe. */
public final class WorkerThreads {
  private WorkerThreads() {}

  /** Completes on the caller's context with what the step returns, or with what it throws. */
  @SuppressWarnings("NullAway") // Vert.x declares the result nullable; it is what the step returns.
  public static <T> Future<T> run(Vertx vertx, Callable<T> step) {
    return vertx.executeBlocking(step, false);
  }

  /** As {@link #run(Vertx, Callable)}, for a step that gives nothing back. */
  @SuppressWarnings("NullAway") // Void has no value but null.
  public static Future<Void> run(Vertx vertx, Step step) {
    return vertx.executeBlocking(
        () -> {
          step.run();
          return null;
        },
        false);
  }

  /** A blocking step without a result. */
  @FunctionalInterface
  public interface Step {
    void run() throws Exception;
  }
}
