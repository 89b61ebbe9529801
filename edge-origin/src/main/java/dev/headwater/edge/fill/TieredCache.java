package dev.headwater.edge.fill;

import dev.headwater.cachepolicy.KindPolicy;
import dev.headwater.cachepolicy.KindPolicy.Tier;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.select.Freshness;
import dev.headwater.edge.stored.ResponseMetadata;
import dev.headwater.edge.stored.Stored;
import dev.headwater.edge.stored.StoredAbsence;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.edge.tier.MemoryTier;
import dev.headwater.edge.tier.RedisTier;
import dev.headwater.edge.tier.StoreSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds a response in memory, else in Redis, else at the source, once for concurrent lookups of a
 * key. One per event loop; memory and the fills under way are shared by all of them.
 */
public final class TieredCache {
  /** More than the limits of all steps together, should one of them break its own. */
  private static final long TIMEOUT_MILLIS = 10_000;

  /** How long a source may make viewers wait for what could be answered stale. */
  private static final long STALE_PATIENCE_MILLIS = 250;

  private final Vertx vertx;
  private final MemoryTier memory;
  private final Optional<RedisTier> redis;
  private final StoreSource source;
  private final RunningFills fills;
  private final LoadShedder shedder;
  private final LongSupplier clock;

  private TieredCache(Parts parts) {
    this.vertx = parts.vertx;
    this.memory = parts.memory;
    this.redis = parts.redis;
    this.source = parts.source;
    this.fills = parts.fills;
    this.shedder = parts.shedder;
    this.clock = parts.clock;
  }

  /**
   * What a cache is made of.
   *
   * @param vertx whose current context is the event loop that this cache belongs to
   * @param memory shared by all event loops
   * @param redis where there is one
   * @param source behind the tiers
   * @param fills under way, shared by all event loops
   * @param shedder of this event loop
   * @param clock milliseconds since the epoch
   */
  public record Parts(
      Vertx vertx,
      MemoryTier memory,
      Optional<RedisTier> redis,
      StoreSource source,
      RunningFills fills,
      LoadShedder shedder,
      LongSupplier clock) {
    public TieredCache cache() {
      return new TieredCache(this);
    }
  }

  /** Completes on the caller's context; fails with {@link FailureException}. */
  public Future<Lookup> lookup(String path, KindPolicy policy) {
    Stored stored = memory.get(path);
    if (stored == null) {
      return fill(path, policy, null);
    }
    Freshness freshness = Freshness.of(stored, policy.lifetimes(), clock.getAsLong());
    if (freshness.isFresh()) {
      return Future.succeededFuture(new Lookup(stored, CacheOutcome.HIT));
    }
    if (!(stored instanceof StoredResponse stale)) {
      return fill(path, policy, null);
    }
    if (freshness.whileRevalidate()) {
      if (!fills.isRunning(path)) {
        fill(path, policy, stale.retain()).onSuccess(Lookup::release);
      }
      return Future.succeededFuture(new Lookup(stale, CacheOutcome.STALE_HIT));
    }
    return fill(path, policy, stale);
  }

  /** Joins the fill of the key, or begins one; takes over the reference to what is stale. */
  private Future<Lookup> fill(String path, KindPolicy policy, @Nullable StoredResponse stale) {
    Fill begun = new Fill();
    Future<Lookup> own = begun.join(vertx);
    Fill running = fills.begin(path, begun);
    if (running != null) {
      release(stale);
      Future<Lookup> joined = running.join(vertx);
      return joined == null ? lookup(path, policy) : joined;
    }
    Optional<Failure> refusal = shedder.refusal();
    if (refusal.isPresent()) {
      refuse(path, policy, stale, begun, refusal.get());
    } else {
      run(path, policy, stale, begun);
    }
    return Objects.requireNonNull(own, "a fill that nobody has answered can be joined");
  }

  /** What is stale is better than nothing. */
  private void refuse(
      String path, KindPolicy policy, @Nullable StoredResponse stale, Fill fill, Failure failure) {
    if (stale != null && freshness(stale, policy).ifError()) {
      end(path, fill).complete(new Lookup(stale, CacheOutcome.FALLBACK));
    } else {
      release(stale);
      end(path, fill).fail(new FailureException(failure));
    }
  }

  private void run(String path, KindPolicy policy, @Nullable StoredResponse stale, Fill fill) {
    Future<Lookup> work =
        Future.succeededFuture()
            .compose(_ -> forward(path, policy, stale)); // here a throw can't strand the waiters
    work.timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
        .onFailure(_ -> work.onSuccess(Lookup::release)) // it came after all, for nobody
        .recover(cause ->
            Future.failedFuture(
                cause instanceof TimeoutException
                    ? new FailureException(new Failure.SourceTimeout())
                    : cause))
        .onComplete(result -> {
          release(stale);
          if (result.succeeded()) {
            end(path, fill).complete(result.result());
          } else {
            end(path, fill).fail(result.cause());
          }
        });
  }

  private Fill end(String path, Fill fill) {
    fills.end(path, fill);
    return fill;
  }

  private Future<Lookup> forward(String path, KindPolicy policy, @Nullable StoredResponse stale) {
    if (stale != null) {
      return revalidate(path, policy, stale);
    }
    Stored stored = memory.get(path); // the fill before this one may have ended meanwhile
    if (stored != null && freshness(stored, policy).isFresh()) {
      return Future.succeededFuture(new Lookup(stored, CacheOutcome.HIT));
    }
    if (stored instanceof StoredResponse response) {
      response.release();
    }
    return shared(path, policy)
        .compose(found -> {
          if (found.isEmpty()) {
            return fetch(path, policy, CacheOutcome.MISS);
          }
          if (freshness(found.get(), policy).isFresh()) {
            return Future.succeededFuture(keep(path, policy, found.get(), CacheOutcome.SHARED_HIT));
          }
          return revalidate(path, policy, found.get()).onComplete(_ -> found.get().release());
        });
  }

  private Freshness freshness(Stored stored, KindPolicy policy) {
    return Freshness.of(stored, policy.lifetimes(), clock.getAsLong());
  }

  private Future<Optional<StoredResponse>> shared(String path, KindPolicy policy) {
    return redis.isPresent() && policy.tiers().contains(Tier.REDIS)
        ? redis.get().get(path)
        : Future.succeededFuture(Optional.empty());
  }

  private Future<Lookup> fetch(String path, KindPolicy policy, CacheOutcome outcome) {
    return source
        .fetch(path)
        .compose(response ->
            response.isEmpty()
                ? Future.succeededFuture(absence(path, policy))
                : (policy.compress()
                        ? Compression.compress(vertx, response.get())
                        : Future.succeededFuture(response.get()))
                    .map(whole -> share(path, policy, whole))
                    .map(whole -> keep(path, policy, whole, outcome)));
  }

  /** Asks the source whether what is stale still holds; keeps the caller's reference. */
  private Future<Lookup> revalidate(String path, KindPolicy policy, StoredResponse stale) {
    boolean usable = freshness(stale, policy).ifError();
    Future<Optional<ResponseMetadata>> asked = source.validate(path);
    return (usable ? asked.timeout(STALE_PATIENCE_MILLIS, TimeUnit.MILLISECONDS) : asked)
        .compose(known -> validated(path, policy, stale, known))
        .recover(cause ->
            usable
                ? Future.succeededFuture(new Lookup(stale.retain(), CacheOutcome.FALLBACK))
                : Future.failedFuture(cause));
  }

  private Future<Lookup> validated(
      String path, KindPolicy policy, StoredResponse stale, Optional<ResponseMetadata> known) {
    if (known.isEmpty()) {
      return Future.succeededFuture(absence(path, policy));
    }
    if (!known.get().etag().equals(stale.metadata().etag())) {
      return fetch(path, policy, CacheOutcome.REPLACED);
    }
    StoredResponse again = stale.validatedAt(clock.getAsLong());
    return Future.succeededFuture(
        keep(path, policy, share(path, policy, again), CacheOutcome.VALIDATED));
  }

  private Lookup absence(String path, KindPolicy policy) {
    return keep(path, policy, new StoredAbsence(clock.getAsLong()), CacheOutcome.MISS);
  }

  private <S extends Stored> Lookup keep(
      String path, KindPolicy policy, S stored, CacheOutcome outcome) {
    if (policy.tiers().contains(Tier.MEMORY)) {
      memory.put(path, stored);
    }
    return new Lookup(stored, outcome);
  }

  private StoredResponse share(String path, KindPolicy policy, StoredResponse response) {
    if (redis.isPresent() && policy.tiers().contains(Tier.REDIS)) {
      redis.get().put(path, response, policy.lifetimes().longest());
    }
    return response;
  }

  private static void release(@Nullable StoredResponse response) {
    if (response != null) {
      response.release();
    }
  }
}
