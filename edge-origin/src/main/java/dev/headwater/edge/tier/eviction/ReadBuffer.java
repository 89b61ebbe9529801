package dev.headwater.edge.tier.eviction;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What was read since it was last looked at, in rings that threads are spread over, as in Caffeine:
 * a read that meets another thread at the same place isn't recorded, since nobody should wait for
 * statistics. Thread-safe for those who offer; draining is confined to the cache's lock.
 */
final class ReadBuffer<E> {
  /** Records per ring: what a drain is amortised over. */
  private static final int SLOTS = 64;

  private static final int RINGS_PER_PROCESSOR = 2;

  private final List<Ring<E>> rings;

  ReadBuffer() {
    int processors = Runtime.getRuntime().availableProcessors();
    int count = Integer.highestOneBit(processors * RINGS_PER_PROCESSOR * 2 - 1);
    this.rings = Stream.generate(Ring<E>::new).limit(count).toList();
  }

  /** False when there is no room: it is time to drain. */
  boolean offer(E element) {
    long thread = Thread.currentThread().threadId() * 0x9E3779B97F4A7C15L;
    return rings.get((int) (thread >>> 40) & (rings.size() - 1)).offer(element);
  }

  void drainTo(Consumer<E> consumer) {
    for (Ring<E> ring : rings) {
      ring.drainTo(consumer);
    }
  }

  private static final class Ring<E> {
    private final AtomicReferenceArray<E> slots = new AtomicReferenceArray<>(SLOTS);
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong read = new AtomicLong();

    boolean offer(E element) {
      long next = written.get();
      if (next - read.get() >= SLOTS) {
        return false;
      }
      if (written.compareAndSet(next, next + 1)) {
        slots.setRelease((int) next & (SLOTS - 1), element);
      }
      return true;
    }

    void drainTo(Consumer<E> consumer) {
      long next = read.get();
      for (long end = written.get(); next < end; next++) {
        int slot = (int) next & (SLOTS - 1);
        E element = slots.getAcquire(slot);
        if (element == null) {
          break; // its writer has taken the slot, but not filled it yet
        }
        slots.setRelease(slot, null);
        consumer.accept(element);
      }
      read.setRelease(next);
    }
  }
}
