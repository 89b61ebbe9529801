package dev.headwater.edge.live.timeline;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.IllegalReferenceCountException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Bytes outside the heap that a timeline holds until they leave its memory. Whoever sends them
 * takes a share first, and gives it back. Thread-safe.
 */
public final class MediaBytes {
  private final ByteBuf bytes;

  private MediaBytes(ByteBuf bytes) {
    this.bytes = bytes;
  }

  /** A copy of them, one after the other. */
  public static MediaBytes copyOf(List<ByteBuffer> pieces) {
    int length = pieces.stream().mapToInt(ByteBuffer::remaining).sum();
    ByteBuf copy = PooledByteBufAllocator.DEFAULT.directBuffer(length, length);
    pieces.forEach(piece -> copy.writeBytes(piece.duplicate()));
    return new MediaBytes(copy);
  }

  public int length() {
    return bytes.readableBytes();
  }

  /** A share of its own, to be released by who sends it; empty where they are gone. */
  public Optional<ByteBuf> share() {
    try {
      return Optional.of(bytes.retainedDuplicate());
    } catch (IllegalReferenceCountException _) {
      return Optional.empty();
    }
  }

  /** The same for another one who holds them; empty where they are gone. */
  Optional<MediaBytes> again() {
    return share().map(MediaBytes::new);
  }

  /** By who made them, once. */
  void release() {
    bytes.release();
  }
}
