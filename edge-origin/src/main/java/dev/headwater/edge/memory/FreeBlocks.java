package dev.headwater.edge.memory;

import java.util.BitSet;

/** The free blocks of one size, by their number in address order. Not thread-safe. */
final class FreeBlocks {
  private final BitSet free = new BitSet();
  private int count;

  /** No free block lies before this one. */
  private int first;

  boolean isEmpty() {
    return count == 0;
  }

  /** The first in address order, so that what is used stays together. */
  int take() {
    if (count == 0) {
      throw new IllegalStateException("no block is free");
    }
    first = free.nextSetBit(first);
    remove(first);
    return first;
  }

  void add(int block) {
    free.set(block);
    count++;
    first = Math.min(first, block);
  }

  /** Whether the block was free; it no longer is. */
  boolean takeIfFree(int block) {
    boolean was = free.get(block);
    if (was) {
      remove(block);
    }
    return was;
  }

  private void remove(int block) {
    free.clear(block);
    count--;
  }
}
