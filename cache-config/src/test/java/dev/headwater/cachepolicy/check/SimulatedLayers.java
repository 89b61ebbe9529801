package dev.headwater.cachepolicy.check;

import dev.headwater.cachepolicy.Layer;
import dev.headwater.cachepolicy.Lifetimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Caches one behind the other with one object, as RFC 9111 has them, and as those are that don't
 * count age. Those that do may answer with what is stale, and ask then.
 */
final class SimulatedLayers {
  private final List<Cache> caches = new ArrayList<>(); // from the origin outwards

  /** What is handed on: when it was made, and the Age that is told with it, in milliseconds. */
  record Copy(long madeAt, long toldAge) {}

  private static final class Cache {
    private final long lifetime;
    private final boolean countsAge;
    private final long stale;
    private Copy kept = new Copy(0, Long.MAX_VALUE);
    private long cameAt;

    Cache(Duration lifetime, boolean countsAge, Duration stale) {
      this.lifetime = lifetime.toMillis();
      this.countsAge = countsAge;
      this.stale = stale.toMillis();
    }

    boolean isUsable(long now) {
      return countsAge
          && kept.toldAge != Long.MAX_VALUE
          && kept.toldAge + now - cameAt < lifetime + stale;
    }

    boolean isFresh(long now) {
      if (kept.toldAge == Long.MAX_VALUE) {
        return false;
      }
      return countsAge
          ? kept.toldAge + now - cameAt < lifetime
          : lifetime >= 1000 && now / 1000 <= cameAt / 1000 + lifetime / 1000;
    }

    Copy told(long now) {
      return countsAge ? new Copy(kept.madeAt, kept.toldAge + now - cameAt) : kept;
    }

    void take(Copy copy, long now) {
      kept = copy;
      cameAt = now;
    }
  }

  SimulatedLayers(List<Layer> layers, Lifetimes lifetimes) {
    Duration stale =
        Collections.max(List.of(lifetimes.staleWhileRevalidate(), lifetimes.staleIfError()));
    layers.forEach(layer -> caches.add(new Cache(lifetimes.cdn(), layer.countsAge(), stale)));
    caches.add(new Cache(lifetimes.browser(), true, Duration.ZERO));
  }

  /**
   * A viewer asks, at a time that isn't before the last one.
   *
   * @return how old the answer is
   */
  long ask(long now) {
    return now - ask(caches.size() - 1, now).madeAt;
  }

  /** A cache asks, in place of another viewer. */
  Copy ask(int cache, long now) {
    if (cache < 0) {
      return new Copy(now, 0);
    }
    Cache one = caches.get(cache);
    if (one.isFresh(now)) {
      return one.told(now);
    }
    Copy old = one.isUsable(now) ? one.told(now) : null;
    one.take(ask(cache - 1, now), now);
    return old == null ? one.told(now) : old;
  }

  int count() {
    return caches.size();
  }
}
