package dev.headwater.edge.tier.hitratio;

import java.util.BitSet;

/**
 * SIEVE (Zhang et al., NSDI 2024): one queue, a visited bit, and a hand that walks towards the
 * newest. Confined to one thread.
 */
final class Sieve implements ReplacementPolicy {
  private final Trace trace;
  private final long capacityBytes;
  private final ObjectList kept;
  private final BitSet visited = new BitSet();
  private int hand = ObjectList.NONE;

  Sieve(Trace trace, long capacityBytes) {
    this.trace = trace;
    this.capacityBytes = capacityBytes;
    this.kept = new ObjectList(trace);
  }

  @Override
  public boolean request(int object) {
    if (kept.contains(object)) {
      visited.set(object);
      return true;
    }
    int size = trace.sizes()[object];
    if (size <= capacityBytes) {
      while (kept.bytes() + size > capacityBytes) {
        evict();
      }
      kept.addFirst(object);
    }
    return false;
  }

  private void evict() {
    int victim = hand == ObjectList.NONE ? kept.last() : hand;
    while (visited.get(victim)) {
      visited.clear(victim);
      int next = kept.before(victim);
      victim = next == ObjectList.NONE ? kept.last() : next;
    }
    hand = kept.before(victim);
    kept.remove(victim);
  }
}
