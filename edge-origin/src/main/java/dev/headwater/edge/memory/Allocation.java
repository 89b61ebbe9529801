package dev.headwater.edge.memory;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where bodies get their blocks: an arena, and what makes room in it. Thread-safe. */
public final class Allocation {
  /** Making room frees blocks that a slow client may still hold: it can take a few rounds. */
  private static final int MAX_ROUNDS = 8;

  /** Rounds in a row that freed nothing: what is worth least is being sent. */
  private static final int MAX_FRUITLESS = 3;

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
   * Null where there is no room. No more is given up for it than is missing: what slow clients hold
   * makes no room, however much of it is given up.
   */
  @Nullable List<Block> allocate(long bytes) {
    int fruitless = 0;
    for (int round = 0; round < MAX_ROUNDS && fruitless < MAX_FRUITLESS; round++) {
      List<Block> blocks = arena.allocate(bytes);
      if (blocks != null) {
        return blocks;
      }
      long free = arena.freeBytes();
      if (bytes > arena.capacityBytes() || !room.make(Math.max(1, bytes - free))) {
        return null;
      }
      fruitless = arena.freeBytes() > free ? 0 : fruitless + 1;
    }
    return arena.allocate(bytes);
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
