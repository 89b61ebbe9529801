package dev.headwater.edge.tier.hitratio;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** Caffeine as it comes, weighed in bytes. Confined to one thread. */
final class WindowTinyLfu implements ReplacementPolicy {
  private final Cache<Integer, Integer> kept;
  private final Trace trace;

  WindowTinyLfu(Trace trace, long capacityBytes) {
    this.trace = trace;
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(capacityBytes)
            .weigher((Integer _, Integer size) -> size)
            .executor(Runnable::run)
            .build();
  }

  @Override
  public boolean request(int object) {
    if (kept.getIfPresent(object) != null) {
      return true;
    }
    kept.put(object, trace.sizes()[object]);
    return false;
  }
}
