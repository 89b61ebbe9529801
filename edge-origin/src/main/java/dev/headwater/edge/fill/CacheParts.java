package dev.headwater.edge.fill;

import dev.headwater.cachepolicy.KindPolicy.Tier;
import dev.headwater.edge.purge.PurgeTable;
import dev.headwater.edge.rule.CachingRule;
import dev.headwater.edge.source.Provenance;
import dev.headwater.edge.source.Source;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.edge.tier.MemoryTier;
import dev.headwater.edge.tier.RedisTier;
import dev.headwater.platform.settings.DataSize;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a cache is made of.
 *
 * @param vertx whose current context is the event loop that the cache belongs to
 * @param memory shared by all event loops
 * @param redis where there is one
 * @param source behind the tiers
 * @param shared by the caches of all event loops
 * @param shedder of this event loop
 * @param sizes what is kept whole, and in which slices
 * @param clock milliseconds since the epoch
 */
public record CacheParts(
    Vertx vertx,
    MemoryTier memory,
    Optional<RedisTier> redis,
    Source source,
    Shared shared,
    LoadShedder shedder,
    Sizes sizes,
    LongSupplier clock) {

  /** What the caches of all event loops share. Thread-safe. */
  public record Shared(
      RunningFills fills,
      Unshareable unshareable,
      Unsliceable unsliceable,
      Invalidations invalidations,
      PurgeTable purges) {
    public static Shared create(PurgeTable purges) {
      return new Shared(
          new RunningFills(), new Unshareable(), new Unsliceable(), new Invalidations(), purges);
    }
  }

  /**
   * How content is kept.
   *
   * @param whole responses up to this size lie in one piece
   * @param slice larger ones lie in slices of this size
   */
  public record Sizes(DataSize whole, DataSize slice) {}

  /** The shared tier, where there is one and the rule keeps responses there. */
  Optional<RedisTier> redis(CachingRule rule) {
    return redis.filter(_ -> rule.largest(Tier.REDIS) > 0);
  }

  /** Offers a response to the shared tier, unless the node that it came from does. */
  void share(CachingRule rule, String key, StoredResponse response, Provenance provenance) {
    boolean small = response.content().length().orElse(0) <= rule.largest(Tier.REDIS);
    if (small && !provenance.peer()) {
      redis(rule).ifPresent(tier -> tier.put(key, response, provenance.token()));
    }
  }

  /** Forgets what is kept under a key in every tier, and what is on its way there. */
  void invalidate(String key) {
    shared.invalidations().add(key, clock.getAsLong());
    memory.remove(key);
    redis.ifPresent(tier -> tier.remove(key));
  }

  public ResponseCache cache() {
    return new ResponseCache(this, new Forwarder(this));
  }
}
