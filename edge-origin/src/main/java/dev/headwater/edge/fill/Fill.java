package dev.headwater.edge.fill;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer that any number of requests wait for, each on its own event loop. It goes on when they
 * leave. Thread-safe.
 */
final class Fill {
  /** Requests that may wait for one key on one node; each costs about a kilobyte. */
  private static final int MAX_WAITERS = 100_000;

  private record Waiter(Context context, Promise<Lookup> promise) {}

  /** Null once the answer is there. */
  private @Nullable List<Waiter> waiters = new ArrayList<>();

  /** An answer to come, or null where it has come already: look up again. */
  synchronized @Nullable Future<Lookup> join(Vertx vertx) {
    if (waiters == null) {
      return null;
    }
    if (waiters.size() >= MAX_WAITERS) {
      return Future.failedFuture(
          new FailureException(
              new Failure.Shed("too many requests wait for this", Duration.ofSeconds(1))));
    }
    Waiter waiter = new Waiter(vertx.getOrCreateContext(), Promise.promise());
    waiters.add(waiter);
    return waiter.promise.future();
  }

  /** Answers all; takes over the caller's reference. The first to join began the fill. */
  void complete(Lookup lookup) {
    List<Waiter> answered = close();
    for (int i = 0; i < answered.size(); i++) {
      Waiter waiter = answered.get(i);
      boolean collapsed = i > 0 && lookup.outcome() == CacheOutcome.MISS;
      Lookup own = lookup.retainedAs(collapsed ? CacheOutcome.COLLAPSED : lookup.outcome());
      waiter.context.runOnContext(_ -> waiter.promise.complete(own));
    }
    lookup.release();
  }

  /** Fails all. */
  void fail(Throwable cause) {
    for (Waiter waiter : close()) {
      waiter.context.runOnContext(_ -> waiter.promise.fail(cause));
    }
  }

  private synchronized List<Waiter> close() {
    List<Waiter> last = waiters;
    if (last == null) {
      throw new IllegalStateException("the fill was answered before");
    }
    waiters = null;
    return last;
  }
}
