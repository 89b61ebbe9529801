package dev.headwater.edge.tier.hitratio;

/**
 * S3-FIFO (Yang et al., SOSP 2023) with the authors' settings: a small queue of a tenth, a main
 * queue with two bits of frequency, and a ghost queue. Shares are of bytes. Confined to one thread.
 */
final class S3Fifo implements ReplacementPolicy {
  private static final double SMALL_SHARE = 0.1;
  private static final double GHOST_SHARE = 0.9;
  private static final int MAX_FREQUENCY = 3;

  /** More hits than this move an object to the main queue. */
  private static final int MOVE_THRESHOLD = 1;

  private final Trace trace;
  private final long capacityBytes;
  private final long smallBytes;
  private final long ghostBytes;
  private final ObjectList small;
  private final ObjectList main;
  private final ObjectList ghost;
  private final byte[] frequency;

  S3Fifo(Trace trace, long capacityBytes) {
    this.trace = trace;
    this.capacityBytes = capacityBytes;
    this.smallBytes = Math.max(1, (long) (capacityBytes * SMALL_SHARE));
    this.ghostBytes = (long) (capacityBytes * GHOST_SHARE);
    this.small = new ObjectList(trace);
    this.main = new ObjectList(trace);
    this.ghost = new ObjectList(trace);
    this.frequency = new byte[trace.objects()];
  }

  @Override
  public boolean request(int object) {
    if (small.contains(object) || main.contains(object)) {
      frequency[object] = (byte) Math.min(frequency[object] + 1, MAX_FREQUENCY);
      return true;
    }
    int size = trace.sizes()[object];
    if (size <= capacityBytes) {
      insert(object, size);
    }
    return false;
  }

  private void insert(int object, int size) {
    while (small.bytes() + main.bytes() + size > capacityBytes) {
      if (small.bytes() >= smallBytes || main.isEmpty()) {
        evictFromSmall();
      } else {
        evictFromMain();
      }
    }
    frequency[object] = 0;
    if (ghost.contains(object)) {
      ghost.remove(object);
      main.addFirst(object);
    } else {
      small.addFirst(object);
    }
  }

  private void evictFromSmall() {
    while (!small.isEmpty()) {
      int candidate = small.removeLast();
      if (frequency[candidate] <= MOVE_THRESHOLD) {
        remember(candidate);
        return;
      }
      frequency[candidate] = 0;
      main.addFirst(candidate);
      if (main.bytes() > capacityBytes - smallBytes) {
        evictFromMain();
      }
    }
  }

  private void evictFromMain() {
    while (!main.isEmpty()) {
      int candidate = main.removeLast();
      if (frequency[candidate] == 0) {
        return;
      }
      frequency[candidate]--;
      main.addFirst(candidate);
    }
  }

  private void remember(int object) {
    int size = trace.sizes()[object];
    if (size > ghostBytes) {
      return;
    }
    while (ghost.bytes() + size > ghostBytes) {
      ghost.removeLast();
    }
    ghost.addFirst(object);
  }
}
