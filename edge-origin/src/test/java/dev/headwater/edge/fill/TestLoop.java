package dev.headwater.edge.fill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A real event loop that a test thread plays on, one step after the other. */
final class TestLoop implements AutoCloseable {
  /** Far more than anything here takes: a test that waits so long has failed. */
  private static final long PATIENCE_SECONDS = 20;

  /** What a step sets off on the loop has happened after so many turns of it. */
  private static final int TURNS = 8;

  final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();

  /** What comes of a step on the loop. */
  <T> T call(Supplier<T> step) {
    CompletableFuture<T> result = new CompletableFuture<>();
    execute(() -> {
      try {
        result.complete(step.get());
      } catch (RuntimeException | AssertionError e) {
        result.completeExceptionally(e);
      }
    });
    return await(result);
  }

  void run(Runnable step) {
    call(() -> {
      step.run();
      return true;
    });
  }

  void execute(Runnable step) {
    context.runOnContext(_ -> step.run());
  }

  /** Lets everything happen that needs nothing but turns of the loop. */
  void settle() {
    for (int i = 0; i < TURNS; i++) {
      run(() -> {});
    }
  }

  /** Until something that takes time, such as a timer, has happened. */
  void until(String what, BooleanSupplier happened) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!call(happened::getAsBoolean)) {
      assertThat(System.nanoTime()).as("still waiting for: %s", what).isLessThan(deadline);
    }
  }

  /** So much time goes by on the loop. */
  void passes(Duration time) {
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    execute(() -> vertx.setTimer(time.toMillis(), _ -> over.complete(true)));
    await(over);
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new AssertionError(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    await(vertx.close().toCompletionStage().toCompletableFuture());
  }
}
