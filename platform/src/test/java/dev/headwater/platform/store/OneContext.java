package dev.headwater.platform.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs asynchronous steps on one context, as a server does, and waits for them. */
public final class OneContext {
  private static final long LIMIT_SECONDS = 30;

  private final Context context;

  public OneContext(Vertx vertx) {
    this(vertx.getOrCreateContext());
  }

  public OneContext(Context context) {
    this.context = context;
  }

  /** What the step completes with; fails with what the step fails with. */
  public <T> T await(Supplier<Future<T>> step) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(
        _ -> Future.succeededFuture().compose(_ -> step.get()).onComplete(promise));
    try {
      return promise
          .future()
          .toCompletionStage()
          .toCompletableFuture()
          .get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new FailedStepException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** What a step failed with, as the cause. */
  public static final class FailedStepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedStepException(@Nullable Throwable cause) {
      super(cause);
    }
  }

  /** Reads the body to its end, then closes the object. To be called on a context. */
  public static Future<Buffer> read(StoredObject object) {
    Buffer bytes = Buffer.buffer();
    Promise<Buffer> whole = Promise.promise();
    object
        .body()
        .exceptionHandler(whole::tryFail)
        .handler(bytes::appendBuffer)
        .endHandler(_ -> whole.tryComplete(bytes))
        .resume();
    return whole.future().eventually(object::close);
  }
}
