package dev.headwater.control.testing;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Where what is written for virtual threads of Vert.x may run in a test. Thread-safe. */
public final class VirtualThread {
  private static final long LIMIT_SECONDS = 60;

  private final Context context;

  private VirtualThread(Context context) {
    this.context = context;
  }

  public static VirtualThread of(Vertx vertx) {
    Promise<Context> promise = Promise.promise();
    vertx
        .deployVerticle(
            new VerticleBase() {
              @Override
              public Future<?> start() {
                promise.complete(context);
                return Future.succeededFuture();
              }
            },
            new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
        .await();
    return new VirtualThread(promise.future().await());
  }

  /** Waits for what the work returns or throws. */
  public <T> T call(Callable<T> work) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(_ -> {
      try {
        promise.complete(work.call());
      } catch (Exception e) {
        promise.fail(e);
      }
    });
    try {
      return promise.future().await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
