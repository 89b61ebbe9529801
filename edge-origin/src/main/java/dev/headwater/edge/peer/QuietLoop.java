package dev.headwater.edge.peer;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.function.Supplier;

/**
 * An event loop that serves no viewers: what has to be in time, and whose lateness would be taken
 * for a failure, is done here. Thread-safe.
 */
final class QuietLoop {
  private final Vertx vertx;
  private final Context context;

  QuietLoop(Vertx vertx, Context context) {
    this.vertx = vertx;
    this.context = context;
  }

  /** Does it there; completes on the caller's own event loop. */
  <T> Future<T> call(Supplier<Future<T>> task) {
    Promise<T> promise = ((ContextInternal) vertx.getOrCreateContext()).promise();
    context.runOnContext(
        _ -> Future.succeededFuture().compose(_ -> task.get()).onComplete(promise));
    return promise.future();
  }

  void run(Runnable task) {
    context.runOnContext(_ -> task.run());
  }

  /** The same leases, for any event loop. */
  Leases share(Leases leases) {
    return new Shared(this, leases);
  }

  private record Shared(QuietLoop loop, Leases leases) implements Leases {
    @Override
    public Future<Claim> claim(String key) {
      return loop.call(() -> leases.claim(key)).map(this::shared);
    }

    @Override
    public Future<Claim> replace(String key, Holder useless) {
      return loop.call(() -> leases.replace(key, useless)).map(this::shared);
    }

    private Claim shared(Claim claim) {
      return claim instanceof Claim.Held(Lease lease)
          ? new Claim.Held(new SharedLease(loop, lease))
          : claim;
    }
  }

  private record SharedLease(QuietLoop loop, Lease lease) implements Lease {
    @Override
    public long token() {
      return lease.token();
    }

    @Override
    public boolean isSure() {
      return lease.isSure();
    }

    @Override
    public void whenLost(Runnable then) {
      loop.run(() -> lease.whenLost(then));
    }

    @Override
    public void done() {
      loop.run(lease::done);
    }

    @Override
    public void release() {
      loop.run(lease::release);
    }
  }
}
