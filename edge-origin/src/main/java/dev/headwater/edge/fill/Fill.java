package dev.headwater.edge.fill;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.http.caching.Vary;
import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.purge.PurgeTable;
import dev.headwater.edge.purge.Validity;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer that any number of requests wait for, each on its own event loop, and that later ones
 * join while its content arrives. It goes on when they leave. Thread-safe.
 *
 * <pre>
 *            begin            answer(Found)              end
 *   (none) ────────► asking ────────────────► arriving ───────► over
 *                      │    answer(Alone), fail(...)              ▲
 *                      └──────────────────────────────────────────┘
 * </pre>
 */
final class Fill {
  /** Requests that may wait for one key on one node; each costs about a kilobyte. */
  private static final int MAX_WAITERS = 100_000;

  /** What a request is told. */
  sealed interface Told {
    /** This is the answer, if the request selects it. */
    record Found(Lookup lookup) implements Told {}

    /** What came is for others: it is to go to the source itself. */
    record Alone() implements Told {}

    /** What came is for those who select it, by these fields, and it does not. */
    record Unselected(Vary vary) implements Told {}
  }

  private record Waiter(Context context, Fields request, Promise<Told> promise) {
    void tell(Told told) {
      context.runOnContext(_ -> promise.complete(told));
    }
  }

  private static final Told ALONE = new Told.Alone();

  private final PurgeTable purges;
  private final boolean held;
  private final boolean awaited;
  private final List<Waiter> waiters = new ArrayList<>();
  private final Promise<Void> ended = Promise.promise();
  private @Nullable Lookup shared;
  private boolean over;

  /**
   * @param held whether the source may keep it waiting for what isn't there yet
   * @param awaited whether the first to join is who began it; else it runs ahead of all requests
   */
  Fill(PurgeTable purges, boolean held, boolean awaited) {
    this.purges = purges;
    this.held = held;
    this.awaited = awaited;
  }

  boolean isHeld() {
    return held;
  }

  /** Whether what came, if anything, was purged meanwhile: nobody is to join any more. */
  synchronized boolean isOutdated() {
    return shared != null && shared.response().validity(purges) == Validity.GONE;
  }

  /** What it will be told, or null where the fill is over or outdated: look up again. */
  synchronized @Nullable Future<Told> join(Vertx vertx, Fields request) {
    if (over || isOutdated()) {
      return null;
    }
    if (shared != null) {
      return Future.succeededFuture(share(shared, request, true));
    }
    if (waiters.size() >= MAX_WAITERS) {
      return Future.failedFuture(
          new FailureException(
              new Failure.Shed("too many requests wait for this", Duration.ofSeconds(1))));
    }
    Waiter waiter = new Waiter(vertx.getOrCreateContext(), request, Promise.promise());
    waiters.add(waiter);
    return waiter.promise.future();
  }

  private static Told share(Lookup lookup, Fields request, boolean collapsed) {
    if (!lookup.response().matches(request)) {
      return new Told.Unselected(lookup.response().head().vary().vary());
    }
    return new Told.Found(
        new Lookup(
            lookup.response().retain(),
            collapsed ? lookup.outcome().asCollapsed() : lookup.outcome(),
            lookup.verbatim()));
  }

  /**
   * Answers all who wait, and who join until the end. The fill keeps a reference until then; the
   * caller keeps its own.
   */
  void answer(Lookup lookup) {
    lookup.response().retain();
    List<Waiter> answered;
    Lookup before;
    synchronized (this) {
      answered = takeWaiters();
      before = shared;
      shared = lookup;
    }
    for (int i = 0; i < answered.size(); i++) {
      answered.get(i).tell(share(lookup, answered.get(i).request, i > 0 || !awaited));
    }
    if (before != null) {
      before.release();
    }
  }

  /** Gives the first to join what came, as its own, and sends the others off. */
  void answerFirst(Lookup lookup) {
    List<Waiter> answered = finish();
    if (answered.isEmpty()) {
      lookup.release();
      return;
    }
    answered.getFirst().tell(new Told.Found(lookup));
    answered.subList(1, answered.size()).forEach(waiter -> waiter.tell(ALONE));
  }

  /** Fails all who still wait. */
  void fail(Throwable cause) {
    for (Waiter waiter : finish()) {
      waiter.context.runOnContext(_ -> waiter.promise.fail(cause));
    }
  }

  /** Nobody can join any more: what came is stored, or gone. */
  void end() {
    finish().forEach(waiter -> waiter.tell(ALONE));
  }

  private List<Waiter> finish() {
    Lookup last;
    List<Waiter> left;
    synchronized (this) {
      over = true;
      left = takeWaiters();
      last = shared;
      shared = null;
    }
    if (last != null) {
      last.release();
    }
    ended.tryComplete();
    return left;
  }

  /** Completes when nobody can join any more, however it ended. */
  Future<Void> over() {
    return ended.future();
  }

  private List<Waiter> takeWaiters() {
    List<Waiter> taken = List.copyOf(waiters);
    waiters.clear();
    return taken;
  }
}
