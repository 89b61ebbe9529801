package dev.headwater.edge.tier.hitratio;

import java.util.Arrays;
import java.util.TreeSet;

/**
 * Evicts what is asked for again last, or never, the new object included: knows the future, so it
 * is what the others are held against. With sizes that differ it is very good but not the optimum,
 * which is hard to compute. Confined to one thread.
 */
final class Belady implements ReplacementPolicy {
  private record Ranked(int nextRequest, int object) implements Comparable<Ranked> {
    @Override
    public int compareTo(Ranked other) {
      int order = Integer.compare(other.nextRequest, nextRequest);
      return order == 0 ? Integer.compare(object, other.object) : order;
    }
  }

  private final Trace trace;
  private final long capacityBytes;
  private final int[] nextAfter;
  private final int[] next;
  private final TreeSet<Ranked> farthestFirst = new TreeSet<>();
  private int position;
  private long bytes;

  Belady(Trace trace, long capacityBytes) {
    this.trace = trace;
    this.capacityBytes = capacityBytes;
    this.nextAfter = nextAfter(trace);
    this.next = new int[trace.objects()];
  }

  private static int[] nextAfter(Trace trace) {
    int[] seen = new int[trace.objects()];
    Arrays.fill(seen, Integer.MAX_VALUE);
    int[] next = new int[trace.requests().length];
    for (int i = next.length - 1; i >= 0; i--) {
      int object = trace.requests()[i];
      next[i] = seen[object];
      seen[object] = i;
    }
    return next;
  }

  @Override
  public boolean request(int object) {
    boolean hit = farthestFirst.remove(new Ranked(next[object], object));
    if (!hit) {
      bytes += trace.sizes()[object];
    }
    next[object] = nextAfter[position++];
    farthestFirst.add(new Ranked(next[object], object));
    while (bytes > capacityBytes) {
      Ranked victim = farthestFirst.removeFirst();
      bytes -= trace.sizes()[victim.object];
    }
    return hit;
  }
}
