package dev.headwater.edge.memory;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where bodies get their blocks: an arena, and what makes room in it. Thread-safe. */
public final class Allocation {
  /** What is worth least may be on its way to clients: so many times the bytes may be given up. */
  private static final int MOST_TIMES = 8;

  /** The part of the bytes to ask for at least, so that few rounds do. */
  private static final int STEP_DIVISOR = 8;

  /** The first block of a body whose length nobody knows. */
  private static final long FIRST_BYTES = 4L << 10;

  /** Later blocks grow with the body, so that little is wasted, up to this. */
  private static final long MOST_BYTES = 1L << 20;

  private final Arena arena;
  private final Room room;

  public Allocation(Arena arena, Room room) {
    this.arena = arena;
    this.room = room;
  }

  /** A body that is to be written; the caller owns a reference. */
  public Body body() {
    return new Body(this);
  }

  /** A body of bytes that are all there, or null where there is no room for them. */
  public @Nullable Body of(ByteBuf bytes) {
    Body body = body();
    if (body.expect(bytes.readableBytes()) && body.append(bytes) == bytes.readableBytes()) {
      body.complete();
      return body;
    }
    body.release();
    return null;
  }

  /**
   * Null where there is no room. What is missing is given up for it, and more only as long as that
   * makes no room, since slow clients hold it.
   */
  @Nullable List<Block> allocate(long bytes) {
    List<Block> blocks = arena.allocate(bytes);
    long left = bytes > arena.capacityBytes() ? 0 : MOST_TIMES * bytes;
    while (blocks == null && left > 0) {
      long step = Math.max(bytes - arena.freeBytes(), Math.ceilDiv(bytes, STEP_DIVISOR));
      left = room.make(step) ? left - step : 0;
      blocks = arena.allocate(bytes);
    }
    return blocks;
  }

  /** What to add to a body that has so many bytes and gets some more. */
  @Nullable List<Block> grow(long length, long more) {
    long step = Math.clamp(Long.highestOneBit(length / 4 + 1), FIRST_BYTES, MOST_BYTES);
    List<Block> blocks = allocate(Math.max(step, more));
    return blocks == null && more < step ? allocate(more) : blocks;
  }

  void free(Iterable<Block> blocks) {
    blocks.forEach(arena::free);
  }

  static List<Block> none() {
    return new ArrayList<>();
  }
}
