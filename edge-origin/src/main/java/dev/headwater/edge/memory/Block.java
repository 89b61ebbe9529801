package dev.headwater.edge.memory;

import io.netty.buffer.ByteBuf;

/**
 * A piece of an arena. Immutable; the bytes are written by its one owner.
 *
 * @param order its size is the arena's unit times two to this power
 * @param number among the blocks of its size, in address order
 * @param bytes all of it; its indices are not to be moved: duplicate it
 */
record Block(int order, int number, ByteBuf bytes) {
  int size() {
    return Arena.UNIT_BYTES << order;
  }
}
