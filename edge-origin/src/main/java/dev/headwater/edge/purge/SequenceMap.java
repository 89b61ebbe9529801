package dev.headwater.edge.purge;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The highest sequence that was put under each hash, in 16 bytes a slot. One thread writes; any
 * number read at the same time, without a lock, and see at least all that was put before the writer
 * published something that they have read since. Two things of one hash share their sequence.
 */
final class SequenceMap {
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int FIRST_SLOTS = 16;

  /** Two longs a slot: hash and sequence; a hash of 0 is an empty slot. */
  private volatile long[] slots = new long[2 * FIRST_SLOTS];

  private int size;

  /** 0 where nothing was put. */
  long get(long hash) {
    long[] all = slots;
    long wanted = used(hash);
    for (int at = first(wanted, all); ; at = next(at, all)) {
      long found = (long) SLOT.getAcquire(all, at);
      if (found == wanted) {
        return (long) SLOT.getAcquire(all, at + 1);
      }
      if (found == 0) {
        return 0;
      }
    }
  }

  /** By the one thread that writes; a lower sequence than is there changes nothing. */
  void put(long hash, long sequence) {
    if (4 * size >= slots.length) {
      resize(2 * slots.length, 0);
    }
    put(slots, used(hash), sequence);
  }

  private void put(long[] all, long hash, long sequence) {
    int at = first(hash, all);
    while (all[at] != 0 && all[at] != hash) {
      at = next(at, all);
    }
    if (all[at + 1] < sequence) {
      SLOT.setRelease(all, at + 1, sequence);
    }
    if (all[at] == 0) {
      SLOT.setRelease(all, at, hash);
      size++;
    }
  }

  /** Drops what is not above a sequence. */
  void dropUpTo(long sequence) {
    resize(slots.length, sequence);
  }

  private void resize(int length, long floor) {
    long[] old = slots;
    long[] all = new long[length];
    size = 0;
    for (int at = 0; at < old.length; at += 2) {
      if (old[at] != 0 && old[at + 1] > floor) {
        put(all, old[at], old[at + 1]);
      }
    }
    slots = all;
  }

  /** The sequence below which a part of all entries lie, that of the oldest half. */
  long median() {
    long[] all = slots;
    long[] sequences = new long[size];
    int n = 0;
    for (int at = 0; at < all.length; at += 2) {
      if (all[at] != 0) {
        sequences[n++] = all[at + 1];
      }
    }
    java.util.Arrays.sort(sequences);
    return n == 0 ? 0 : sequences[n / 2];
  }

  int size() {
    return size;
  }

  private static long used(long hash) {
    return hash == 0 ? 1 : hash;
  }

  private static int first(long hash, long[] all) {
    return ((int) (hash >>> 32) & (all.length / 2 - 1)) << 1;
  }

  private static int next(int at, long[] all) {
    return (at + 2) & (all.length - 1);
  }
}
