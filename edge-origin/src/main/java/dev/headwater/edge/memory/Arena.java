package dev.headwater.edge.memory;

import dev.headwater.platform.settings.DataSize;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Off-heap memory of a fixed size, handed out in blocks by the buddy system (Knuth, The Art of
 * Computer Programming, volume 1, section 2.5). Thread-safe.
 *
 * <h2>Why not one buffer a body</h2>
 *
 * Bodies from a kilobyte to megabytes come and go in any order. A general allocator then holds far
 * more than is used, since what is freed lies in pieces that fit nothing; a bound on the sum of the
 * bodies would be no bound on the memory of the process. Here a body may lie in several blocks, so
 * that any free block serves any body: all of the arena can be used, whatever happened before, and
 * none beyond it ever is.
 *
 * <p>Regions are asked of the operating system when they are first needed, lowest addresses are
 * used first, and regions are kept until the arena is closed.
 */
public final class Arena implements AutoCloseable {
  /** The smallest block: a body of one byte takes this much. */
  static final int UNIT_BYTES = 1024;

  /** A region is one block of this order: 4 MiB, larger than most segments. */
  private static final int REGION_ORDER = 12;

  private static final int REGION_BYTES = UNIT_BYTES << REGION_ORDER;

  /** The part of a body's size, at most, that a block may have too much. */
  private static final int WASTE_DIVISOR = 8;

  private final int maxRegions;
  private final List<ByteBuf> regions = new ArrayList<>();
  private final List<FreeBlocks> free = new ArrayList<>();
  private long allocatedUnits;
  private boolean closed;

  /** An arena of that size, in whole regions: at least one. */
  public Arena(DataSize size) {
    this.maxRegions = Math.toIntExact(Math.max(1, size.bytes() / REGION_BYTES));
    for (int order = 0; order <= REGION_ORDER; order++) {
      free.add(new FreeBlocks());
    }
  }

  /** Blocks that hold at least that many bytes, the largest first; null where there is no room. */
  synchronized @Nullable List<Block> allocate(long bytes) {
    long units = Math.ceilDiv(Math.max(1, bytes), UNIT_BYTES);
    if (closed || units > freeUnits()) {
      return null;
    }
    List<Block> blocks = new ArrayList<>(4);
    for (long left = units; left > 0; ) {
      int order = order(left, units);
      if (!take(order, blocks)) {
        blocks.forEach(this::free);
        return null;
      }
      left -= 1L << order;
    }
    return blocks;
  }

  /** The largest that is not too large, else the smallest that is hardly too large. */
  private static int order(long left, long units) {
    int order = 63 - Long.numberOfLeadingZeros(left);
    if (order >= REGION_ORDER) {
      return REGION_ORDER;
    }
    long tooMuch = (2L << order) - left;
    boolean exact = left == 1L << order;
    return !exact && tooMuch <= Math.max(1, units / WASTE_DIVISOR) ? order + 1 : order;
  }

  /** One block of that order, or as many smaller ones as make it up. */
  private boolean take(int order, List<Block> into) {
    int number = takeNumber(order);
    if (number >= 0) {
      into.add(block(order, number));
      allocatedUnits += 1L << order;
      return true;
    }
    return order > 0 && take(order - 1, into) && take(order - 1, into);
  }

  /** The number of a block that was free, or -1. */
  private int takeNumber(int order) {
    if (!free.get(order).isEmpty()) {
      return free.get(order).take();
    }
    if (order == REGION_ORDER) {
      return regions.size() < maxRegions ? addRegion() : -1;
    }
    int whole = takeNumber(order + 1);
    if (whole < 0) {
      return -1;
    }
    free.get(order).add(2 * whole + 1);
    return 2 * whole;
  }

  private int addRegion() {
    regions.add(Unpooled.directBuffer(REGION_BYTES, REGION_BYTES).writerIndex(REGION_BYTES));
    return regions.size() - 1;
  }

  private Block block(int order, int number) {
    int perRegion = 1 << (REGION_ORDER - order);
    int size = UNIT_BYTES << order;
    ByteBuf region = regions.get(number / perRegion);
    return new Block(order, number, region.slice(number % perRegion * size, size));
  }

  /** Gives a block back, once; it joins its buddy where that is free too. */
  synchronized void free(Block block) {
    allocatedUnits -= 1L << block.order();
    int order = block.order();
    int number = block.number();
    while (order < REGION_ORDER && free.get(order).takeIfFree(number ^ 1)) {
      number >>= 1;
      order++;
    }
    free.get(order).add(number);
    releaseIfUnused();
  }

  private long freeUnits() {
    return ((long) maxRegions << REGION_ORDER) - allocatedUnits;
  }

  /** Bytes that could be handed out. */
  synchronized long freeBytes() {
    return freeUnits() * UNIT_BYTES;
  }

  /** Bytes in blocks that are handed out. */
  public synchronized long allocatedBytes() {
    return allocatedUnits * UNIT_BYTES;
  }

  /** Bytes asked of the operating system so far. */
  public synchronized long reservedBytes() {
    return (long) regions.size() * REGION_BYTES;
  }

  /** All that can ever be handed out, in bytes. */
  public long capacityBytes() {
    return (long) maxRegions * REGION_BYTES;
  }

  /** Gives the memory back to the operating system once the last block is free. */
  @Override
  public synchronized void close() {
    closed = true;
    releaseIfUnused();
  }

  private void releaseIfUnused() {
    if (closed && allocatedUnits == 0) {
      regions.forEach(ByteBuf::release);
      regions.clear();
    }
  }
}
