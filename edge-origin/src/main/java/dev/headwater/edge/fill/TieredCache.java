package dev.headwater.edge.fill;

import dev.headwater.cachepolicy.KindPolicy;
import dev.headwater.cachepolicy.KindPolicy.Tier;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.select.Freshness;
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
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds a response in memory, else in Redis, else at the source, once for concurrent lookups of a
 * key. One per event loop; memory and the fills under way are shared by all of them.
 */
public final class TieredCache {
  private final Vertx vertx;
  private final MemoryTier memory;
  private final Optional<RedisTier> redis;
  private final StoreSource source;
  private final RunningFills fills;
  private final LoadShedder shedder;
  private final LongSupplier clock;

  private TieredCache(Builder builder) {
    this.vertx = builder.vertx;
    this.memory = builder.memory;
    this.redis = builder.redis;
    this.source = builder.source;
    this.fills = builder.fills;
    this.shedder = builder.shedder;
    this.clock = builder.clock;
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
  public record Builder(
      Vertx vertx,
      MemoryTier memory,
      Optional<RedisTier> redis,
      StoreSource source,
      RunningFills fills,
      LoadShedder shedder,
      LongSupplier clock) {
    public TieredCache build() {
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
      stale.retain();
      fill(path, policy, stale).onSuccess(Lookup::release);
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
      release(stale);
      end(path, begun).fail(new FailureException(refusal.get()));
    } else {
      run(path, policy, stale, begun);
    }
    return Objects.requireNonNull(own, "a fill that nobody has answered can be joined");
  }

  private void run(String path, KindPolicy policy, @Nullable StoredResponse stale, Fill fill) {
    Future.succeededFuture()
        .compose(_ -> forward(path, policy, stale)) // in compose, a throw can't strand the waiters
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
    if (stored != null && isFresh(stored, policy)) {
      return Future.succeededFuture(new Lookup(stored, CacheOutcome.HIT));
    }
    if (stored instanceof StoredResponse response) {
      response.release();
    }
    return shared(path, policy)
        .compose(found -> {
          if (found.isEmpty()) {
            return fetch(path, policy);
          }
          if (isFresh(found.get(), policy)) {
            return Future.succeededFuture(keep(path, found.get(), CacheOutcome.SHARED_HIT));
          }
          return revalidate(path, policy, found.get()).onComplete(_ -> found.get().release());
        });
  }

  private boolean isFresh(Stored stored, KindPolicy policy) {
    return Freshness.of(stored, policy.lifetimes(), clock.getAsLong()).isFresh();
  }

  private Future<Optional<StoredResponse>> shared(String path, KindPolicy policy) {
    return redis.isPresent() && policy.tiers().contains(Tier.REDIS)
        ? redis.get().get(path)
        : Future.succeededFuture(Optional.empty());
  }

  private Future<Lookup> fetch(String path, KindPolicy policy) {
    return source
        .fetch(path)
        .compose(response ->
            response.isEmpty()
                ? Future.succeededFuture(absence(path))
                : (policy.compress()
                        ? Compression.compress(vertx, response.get())
                        : Future.succeededFuture(response.get()))
                    .map(whole -> share(path, policy, whole))
                    .map(whole -> keep(path, whole, CacheOutcome.MISS)));
  }

  /** Asks the source whether what is stale still holds; keeps the caller's reference. */
  private Future<Lookup> revalidate(String path, KindPolicy policy, StoredResponse stale) {
    return source
        .validate(path)
        .compose(known -> {
          if (known.isEmpty()) {
            return Future.succeededFuture(absence(path));
          }
          if (!known.get().etag().equals(stale.metadata().etag())) {
            return fetch(path, policy);
          }
          StoredResponse again = stale.validatedAt(clock.getAsLong());
          return Future.succeededFuture(
              keep(path, share(path, policy, again), CacheOutcome.VALIDATED));
        })
        .recover(cause ->
            Freshness.of(stale, policy.lifetimes(), clock.getAsLong()).ifError()
                ? Future.succeededFuture(new Lookup(stale.retain(), CacheOutcome.STALE_HIT))
                : Future.failedFuture(cause));
  }

  private Lookup absence(String path) {
    return keep(path, new StoredAbsence(clock.getAsLong()), CacheOutcome.MISS);
  }

  private <S extends Stored> Lookup keep(String path, S stored, CacheOutcome outcome) {
    memory.put(path, stored);
    return new Lookup(stored, outcome);
  }

  private StoredResponse share(String path, KindPolicy policy, StoredResponse response) {
    if (redis.isPresent() && policy.tiers().contains(Tier.REDIS)) {
      redis.get().put(path, response, policy.lifetimes().origin());
    }
    return response;
  }

  private static void release(@Nullable StoredResponse response) {
    if (response != null) {
      response.release();
    }
  }
}
