package dev.headwater.edge.tier.hitratio;

import java.util.Arrays;

/** Objects of a trace in an order, each at most once, with their bytes. Confined to one thread. */
final class ObjectList {
  static final int NONE = -1;
  private static final int ABSENT = -2;

  private final int[] sizes;
  private final int[] towardsFirst;
  private final int[] towardsLast;
  private int first = NONE;
  private int last = NONE;
  private long bytes;

  ObjectList(Trace trace) {
    this.sizes = trace.sizes();
    this.towardsFirst = new int[sizes.length];
    this.towardsLast = new int[sizes.length];
    Arrays.fill(towardsFirst, ABSENT);
  }

  boolean contains(int object) {
    return towardsFirst[object] != ABSENT;
  }

  void addFirst(int object) {
    towardsFirst[object] = NONE;
    towardsLast[object] = first;
    if (first == NONE) {
      last = object;
    } else {
      towardsFirst[first] = object;
    }
    first = object;
    bytes += sizes[object];
  }

  void remove(int object) {
    int before = towardsFirst[object];
    int after = towardsLast[object];
    if (before == NONE) {
      first = after;
    } else {
      towardsLast[before] = after;
    }
    if (after == NONE) {
      last = before;
    } else {
      towardsFirst[after] = before;
    }
    towardsFirst[object] = ABSENT;
    bytes -= sizes[object];
  }

  int removeLast() {
    int object = last;
    remove(object);
    return object;
  }

  /** The last one, or {@link #NONE}. */
  int last() {
    return last;
  }

  /** The next one towards the first, or {@link #NONE}. */
  int before(int object) {
    return towardsFirst[object];
  }

  boolean isEmpty() {
    return first == NONE;
  }

  long bytes() {
    return bytes;
  }
}
