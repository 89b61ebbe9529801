package dev.headwater.edge.live.timeline;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Bytes outside the heap that a timeline holds until they leave its memory. Whoever sends them
 * takes a share first, and gives it back. Thread-safe: the memory is others' once it is given up,
 * so that nobody looks at it then.
 */
public final class MediaBytes {
  private final ByteBuf bytes;
  private final int length;
  private boolean released;

  private MediaBytes(ByteBuf bytes) {
    this.bytes = bytes;
    this.length = bytes.readableBytes();
  }

  /** A copy of them, one after the other. */
  public static MediaBytes copyOf(List<ByteBuffer> pieces) {
    int length = pieces.stream().mapToInt(ByteBuffer::remaining).sum();
    ByteBuf copy = PooledByteBufAllocator.DEFAULT.directBuffer(length, length);
    pieces.forEach(piece -> copy.writeBytes(piece.duplicate()));
    return new MediaBytes(copy);
  }

  /** Also when they are gone. */
  public int length() {
    return length;
  }

  /** A share of its own, to be released by who sends it; empty where they are gone. */
  public synchronized Optional<ByteBuf> share() {
    return released ? Optional.empty() : Optional.of(bytes.retainedDuplicate());
  }

  /** The same for another one who holds them; empty where they are gone. */
  Optional<MediaBytes> again() {
    return share().map(MediaBytes::new);
  }

  /** By who made them; later calls change nothing. */
  synchronized void release() {
    if (!released) {
      released = true;
      bytes.release();
    }
  }
}
