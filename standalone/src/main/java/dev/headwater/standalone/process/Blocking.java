package dev.headwater.standalone.process;

import dev.headwater.standalone.CommandFailure;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for futures on a thread that may block: the main one, or that of the shutdown. */
public final class Blocking {
  /** Bounds migrations and the opening of ports. */
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  /** Bounds what is still being answered when the end comes. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private Blocking() {}

  /** What was started; fails with CommandFailure and the reason. */
  public static <T> T started(Future<T> start) {
    try {
      return get(start, START_LIMIT);
    } catch (ExecutionException e) {
      throw new CommandFailure("the start has failed: " + reason(e), e);
    }
  }

  /** Returns when it is closed. */
  public static void closed(Future<Void> close) {
    try {
      get(close, STOP_LIMIT);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the close has failed", e);
    }
  }

  /**
   * An interrupt doesn't end the wait: what is half started could not be closed. The thread stays
   * marked.
   */
  private static <T> T get(Future<T> future, Duration limit) throws ExecutionException {
    CompletableFuture<T> stage = future.toCompletionStage().toCompletableFuture();
    long end = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return stage.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (TimeoutException e) {
      throw new CommandFailure("no end after " + limit.toSeconds() + " s", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
