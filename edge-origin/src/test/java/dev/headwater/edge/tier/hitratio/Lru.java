package dev.headwater.edge.tier.hitratio;

/** Least recently used. Confined to one thread. */
final class Lru implements ReplacementPolicy {
  private final Trace trace;
  private final long capacityBytes;
  private final ObjectList kept;

  Lru(Trace trace, long capacityBytes) {
    this.trace = trace;
    this.capacityBytes = capacityBytes;
    this.kept = new ObjectList(trace);
  }

  @Override
  public boolean request(int object) {
    boolean hit = kept.contains(object);
    if (hit) {
      kept.remove(object);
    } else if (trace.sizes()[object] > capacityBytes) {
      return false;
    }
    kept.addFirst(object);
    while (kept.bytes() > capacityBytes) {
      kept.removeLast();
    }
    return hit;
  }
}
