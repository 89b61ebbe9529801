package dev.headwater.edge.fill;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.http.caching.RequestDirectives;
import dev.headwater.edge.http.caching.Reuse;
import dev.headwater.edge.http.caching.Vary;
import dev.headwater.edge.http.status.ForwardReason;
import dev.headwater.edge.purge.PurgeTable;
import dev.headwater.edge.purge.Validity;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.edge.tier.MemoryTier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds a response in memory, else has it fetched, once for concurrent requests. One per event
 * loop; memory and the fills under way are shared by all of them.
 */
public final class ResponseCache {
  private static final int FIRST_ERROR = 400;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final MemoryTier memory;
  private final PurgeTable purges;
  private final RunningFills fills;
  private final Unshareable unshareable;
  private final LoadShedder shedder;
  private final Forwarder forwarder;
  private final Passage passage;
  private final Contents contents;
  private final LongSupplier clock;

  ResponseCache(CacheParts parts, Forwarder forwarder) {
    this.vertx = parts.vertx();
    this.memory = parts.memory();
    this.purges = parts.shared().purges();
    this.fills = parts.shared().fills();
    this.unshareable = parts.shared().unshareable();
    this.shedder = parts.shedder();
    this.forwarder = forwarder;
    this.passage = new Passage(forwarder, parts.shedder());
    this.contents = new Contents(new Slicing(parts));
    this.clock = parts.clock();
  }

  /** Opens what was found. */
  public Contents contents() {
    return contents;
  }

  /** Completes on the caller's context; fails with {@link FailureException}. */
  public Future<Lookup> lookup(CacheRequest request) {
    return lookup(request, Look.FIRST);
  }

  private Future<Lookup> lookup(CacheRequest request, Look look) {
    RequestDirectives directives = request.rule().directives(request.fields());
    if (!request.isCacheable()) {
      return directives.onlyIfCached()
          ? failed(new Failure.OnlyIfCached())
          : unpurged(passage.pass(request, reasonToPass(request)));
    }
    if (purges.isBlind() && request.asker() == Asker.TIER) { // it knows what this node doesn't
      return unpurged(passage.pass(request, ForwardReason.BYPASS));
    }
    StoredResponse stored = Standing.in(memory, request);
    if (stored == null) {
      return directives.onlyIfCached() ? failed(new Failure.OnlyIfCached()) : miss(request, look);
    }
    boolean refused = request.isGuarded() && !Guards.hold(request, stored, clock.getAsLong());
    boolean incomplete = !Coverages.hasAll(stored, request);
    if ((refused || incomplete) && directives.onlyIfCached()) {
      stored.release();
      return failed(new Failure.OnlyIfCached());
    }
    if (refused) {
      stored.release();
      return unpurged(passage.pass(request, ForwardReason.REQUEST));
    }
    if (incomplete) {
      return fill(request, ForwardReason.PARTIAL, stored, null, look);
    }
    return switch (Reuse.of(directives, stored.head().terms(), clock.getAsLong())) {
      case Reuse.Fresh _ ->
          Future.succeededFuture(
              Lookup.of(
                  stored,
                  contents.isHere(request, stored) ? CacheOutcome.HIT : CacheOutcome.IN_SLICES));
      case Reuse.Stale _ -> Future.succeededFuture(Lookup.of(stored, CacheOutcome.STALE_HIT));
      case Reuse.StaleWhileRevalidate _ ->
          request.asker() != Asker.CLIENT
              ? fill(request, ForwardReason.STALE, stored, new Reuse.Validate(true, true), look)
              : whileRevalidate(request, stored);
      case Reuse.Unsatisfiable _ -> {
        stored.release();
        yield failed(new Failure.OnlyIfCached());
      }
      case Reuse.Validate validate ->
          fill(request, reasonToValidate(stored), stored, validate, look);
    };
  }

  /**
   * For another node: what is fresh here, or on its way. Fails with {@link Failure.NotHere} where
   * there is nothing, {@link Failure.NotShared} where what came is for one request only.
   */
  public Future<Lookup> lookupHere(CacheRequest request) {
    if (!request.isCacheable()) {
      return failed(new Failure.NotHere());
    }
    StoredResponse stored = Standing.in(memory, request);
    if (stored != null && isFresh(request, stored)) {
      return Future.succeededFuture(Lookup.of(stored, CacheOutcome.HIT));
    }
    release(stored);
    Future<Fill.Told> joined = fills.join(fillKey(request, Look.FIRST), vertx, request.selecting());
    if (joined == null) {
      return failed(
          unshareable.has(request.key()) ? new Failure.NotShared() : new Failure.NotHere());
    }
    return joined.compose(told ->
        switch (told) {
          case Fill.Told.Found(Lookup lookup)
              when lookup.outcome().isFallback() || isPurged(lookup) -> {
            lookup.release(); // what may be stale is for each node to say
            yield failed(new Failure.NotHere());
          }
          case Fill.Told.Found(Lookup lookup) -> Future.succeededFuture(lookup);
          case Fill.Told.Alone _, Fill.Told.Unselected _ -> failed(new Failure.NotShared());
        });
  }

  private boolean isFresh(CacheRequest request, StoredResponse stored) {
    return Coverages.hasAll(stored, request)
        && request.isSatisfiedBy(stored.head().terms(), clock.getAsLong());
  }

  private static Future<Lookup> failed(Failure failure) {
    return Future.failedFuture(new FailureException(failure));
  }

  /** Whether there is such a resource, as cheaply as that can be known. */
  public Future<Boolean> exists(CacheRequest request) {
    StoredResponse stored = memory.get(request.key(), request.selecting());
    if (stored != null) {
      boolean exists = stored.status() < FIRST_ERROR;
      stored.release();
      return Future.succeededFuture(exists);
    }
    return passage
        .pass(request.asHead(), ForwardReason.URI_MISS)
        .map(lookup -> {
          boolean exists = lookup.response().status() < FIRST_ERROR;
          lookup.release();
          return exists;
        });
  }

  private static ForwardReason reasonToPass(CacheRequest request) {
    return request.head().isGet() || request.head().isHead()
        ? ForwardReason.BYPASS
        : ForwardReason.METHOD;
  }

  private ForwardReason reasonToValidate(StoredResponse stored) {
    return stored.head().terms().isFresh(clock.getAsLong())
        ? ForwardReason.REQUEST
        : ForwardReason.STALE;
  }

  private Future<Lookup> miss(CacheRequest request, Look look) {
    ForwardReason reason =
        memory.variants(request.key()) == null ? ForwardReason.URI_MISS : ForwardReason.VARY_MISS;
    return fill(request, reason, null, null, look);
  }

  /** Whether there is something under the key, or will be in a moment. */
  public boolean holds(String key) {
    return memory.variants(key) != null || fills.isRunning(key);
  }

  /** Fetches what nobody waits for yet, unless the node is busy; completes when it is over. */
  public Future<Void> prefetch(CacheRequest request) {
    Fill begun = new Fill(purges, request.isHeld(), false);
    String fillKey = fillKey(request, Look.FIRST);
    if (shedder.refusal(request.priority()).isEmpty() && fills.begin(fillKey, begun) == null) {
      forwarder.run(new Job(request, fillKey, begun, ForwardReason.URI_MISS, null, null, true));
      return begun.over();
    }
    return Future.succeededFuture();
  }

  private Future<Lookup> whileRevalidate(CacheRequest request, StoredResponse stored) {
    Fill begun = new Fill(purges, request.isHeld(), false);
    String fillKey = fillKey(request, Look.FIRST);
    if (request.isCollapsible() && fills.begin(fillKey, begun) == null) {
      Reuse.Validate validate = new Reuse.Validate(true, true);
      run(new Job(request, fillKey, begun, ForwardReason.STALE, stored.retain(), validate, true));
    }
    return Future.succeededFuture(Lookup.of(stored, CacheOutcome.STALE_HIT));
  }

  /** Joins the fill of the key, or begins one; takes over the reference to what is stale. */
  private Future<Lookup> fill(
      CacheRequest request,
      ForwardReason reason,
      @Nullable StoredResponse stale,
      Reuse.@Nullable Validate validate,
      Look look) {
    if (!request.isCollapsible()
        || look.isOneTooMany()
        || (stale == null && unshareable.has(request.key()))) {
      return alone(request, reason, stale, validate);
    }
    Future<Fill.Told> whole = joinWhole(request, look);
    if (whole != null) {
      release(stale);
      return told(request, reason, look, whole);
    }
    String fillKey = fillKey(request, look);
    Fill begun = new Fill(purges, request.isHeld(), true);
    Future<Fill.Told> own = begun.join(vertx, request.selecting());
    Fill running = fills.begin(fillKey, begun);
    if (running != null || own == null) {
      release(stale);
      Future<Fill.Told> joined = running == null ? null : running.join(vertx, request.selecting());
      return joined == null ? lookup(request, look.next()) : told(request, reason, look, joined);
    }
    run(new Job(request, fillKey, begun, reason, stale, validate, false));
    return told(request, reason, look, own);
  }

  /** A part of what is on its way as a whole; null where nothing is. */
  private @Nullable Future<Fill.Told> joinWhole(CacheRequest request, Look look) {
    return request.range() == null
        ? null
        : fills.join(fillKey(request, null, look), vertx, request.selecting());
  }

  private Future<Lookup> alone(
      CacheRequest request,
      ForwardReason reason,
      @Nullable StoredResponse stale,
      Reuse.@Nullable Validate validate) {
    if (stale != null && validate != null) {
      return unpurged(passage.pass(request, reason, stale, validate));
    }
    release(stale);
    return unpurged(passage.pass(request, reason));
  }

  /** What was purged while it was on its way, as few things are that nobody shares, is refused. */
  private Future<Lookup> unpurged(Future<Lookup> passed) {
    return passed.compose(lookup -> {
      if (!isPurged(lookup)) {
        return Future.succeededFuture(lookup);
      }
      lookup.release();
      return failed(new Failure.SourceUnavailable(RETRY_AFTER));
    });
  }

  private Future<Lookup> told(
      CacheRequest request, ForwardReason reason, Look look, Future<Fill.Told> future) {
    return future.compose(told ->
        switch (told) {
          case Fill.Told.Found(Lookup lookup) when lookup.response().content().hasPassed() -> {
            lookup.release(); // it was too large to be kept, and others were quicker
            yield unpurged(forwarder.pass(request, reason));
          }
          case Fill.Told.Found(Lookup lookup) when isPurged(lookup) -> {
            lookup.release(); // while this one waited
            yield lookup(request, look.next());
          }
          case Fill.Told.Found(Lookup lookup) -> Future.succeededFuture(lookup);
          case Fill.Told.Unselected(Vary vary) -> lookup(request, look.nextBy(vary));
          case Fill.Told.Alone _ -> unpurged(passage.pass(request, reason));
        });
  }

  private boolean isPurged(Lookup lookup) {
    return lookup.response().validity(purges) == Validity.GONE;
  }

  private void run(Job job) {
    Optional<Failure> refusal =
        job.request().isHeld()
            ? shedder.refusalToHold(job.request().priority())
            : shedder.refusal(job.request().priority());
    if (refusal.isPresent()) {
      forwarder.failed(job, new FailureException(refusal.get()));
    } else {
      forwarder.run(job);
    }
  }

  /** Requests that may get different answers don't wait for each other. */
  private String fillKey(CacheRequest request, Look look) {
    return fillKey(request, request.range(), look);
  }

  private String fillKey(CacheRequest request, @Nullable String range, Look look) {
    StringBuilder key = new StringBuilder(request.key());
    if (range != null) {
      key.append('\n').append(range);
    }
    Vary stored = Selectors.latest(memory.variants(request.key()));
    Selectors.append(stored == null ? look.vary() : stored, request.selecting(), key);
    return key.toString();
  }

  private static void release(@Nullable StoredResponse response) {
    if (response != null) {
      response.release();
    }
  }
}
