package dev.headwater.endurance.content;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;

/**
 * Endless bytes that follow from a name: random ones that all names share, each begun elsewhere.
 * Immutable.
 */
public final class Bytes {
  /** The most that is looked at in one piece. */
  public static final int WINDOW = 64 * 1024;

  /** Prime, so that no slice or block of a cache starts like another one. */
  private static final int PERIOD = 1_048_573;

  private static final ByteBuf SHARED = shared();

  private final int start;

  private Bytes(int start) {
    this.start = start;
  }

  public static Bytes named(String name) {
    return new Bytes(Math.floorMod(name.hashCode() * 31L + name.length(), PERIOD));
  }

  private static ByteBuf shared() {
    byte[] random = new byte[PERIOD + WINDOW];
    new Random(PERIOD).nextBytes(random);
    System.arraycopy(random, 0, random, PERIOD, WINDOW);
    return Unpooled.unreleasableBuffer(Unpooled.directBuffer(random.length).writeBytes(random))
        .asReadOnly();
  }

  /** At most {@link #WINDOW} bytes, which are nobody's to release. */
  public ByteBuf at(long offset, int length) {
    return SHARED.slice((int) ((start + offset) % PERIOD), Math.min(length, WINDOW));
  }

  /** Whether these bytes stand at that offset. */
  public boolean are(ByteBuf bytes, long offset) {
    for (int from = 0; from < bytes.readableBytes(); from += WINDOW) {
      int length = Math.min(WINDOW, bytes.readableBytes() - from);
      int first = bytes.readerIndex() + from;
      int differs = at(offset + from, length).nioBuffer().mismatch(bytes.nioBuffer(first, length));
      if (differs >= 0) {
        return false;
      }
    }
    return true;
  }
}
