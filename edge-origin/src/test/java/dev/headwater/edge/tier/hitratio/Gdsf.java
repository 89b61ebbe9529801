package dev.headwater.edge.tier.hitratio;

import java.util.TreeSet;

/**
 * Greedy dual size frequency (Cherkasova, HPL-98-69): evicts the lowest of clock + frequency /
 * size; a new object that would go itself pushes nothing out. Confined to one thread.
 */
final class Gdsf implements ReplacementPolicy {
  private record Ranked(double priority, int object) implements Comparable<Ranked> {
    @Override
    public int compareTo(Ranked other) {
      int order = Double.compare(priority, other.priority);
      return order == 0 ? Integer.compare(object, other.object) : order;
    }
  }

  private final Trace trace;
  private final long capacityBytes;
  private final TreeSet<Ranked> order = new TreeSet<>();
  private final double[] priority;
  private final int[] frequency;
  private double clock;
  private long bytes;

  Gdsf(Trace trace, long capacityBytes) {
    this.trace = trace;
    this.capacityBytes = capacityBytes;
    this.priority = new double[trace.objects()];
    this.frequency = new int[trace.objects()];
  }

  @Override
  public boolean request(int object) {
    boolean hit = frequency[object] > 0;
    if (hit) {
      order.remove(new Ranked(priority[object], object));
    } else {
      bytes += trace.sizes()[object];
    }
    frequency[object]++;
    priority[object] = clock + (double) frequency[object] / trace.sizes()[object];
    order.add(new Ranked(priority[object], object));
    if (bytes > capacityBytes) {
      makeRoomFor(object);
    }
    return hit;
  }

  private void makeRoomFor(int candidate) {
    long excess = bytes - capacityBytes;
    for (Ranked victim : order) {
      if (victim.object == candidate) {
        evict(victim);
        return;
      }
      excess -= trace.sizes()[victim.object];
      if (excess <= 0) {
        break;
      }
    }
    while (bytes > capacityBytes) {
      Ranked victim = order.first();
      clock = Math.max(clock, victim.priority);
      evict(victim);
    }
  }

  private void evict(Ranked victim) {
    order.remove(victim);
    frequency[victim.object] = 0;
    bytes -= trace.sizes()[victim.object];
  }
}
