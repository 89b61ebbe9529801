package dev.headwater.edge.tier.hitratio;

import dev.headwater.edge.tier.eviction.WeightedCache;

/** What the memory tier runs, as it runs it. Confined to one thread. */
final class HitDensity implements ReplacementPolicy {
  private final WeightedCache<Integer, Integer> kept;
  private final Trace trace;

  HitDensity(Trace trace, long capacityBytes) {
    this.trace = trace;
    this.kept = new WeightedCache<>(capacityBytes, (_, size) -> size, (_, _, _) -> {});
  }

  @Override
  public boolean request(int object) {
    if (kept.get(object) != null) {
      return true;
    }
    kept.put(object, trace.sizes()[object]);
    return false;
  }
}
