package dev.headwater.edge.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A playlist as it is sent: UTF-8 outside the heap, which the collector frees. Immutable. */
public final class LiveText {
  private final ByteBuffer bytes;

  private LiveText(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  static LiveText of(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    return new LiveText(ByteBuffer.allocateDirect(encoded.length).put(encoded).flip());
  }

  public int length() {
    return bytes.remaining();
  }

  /** For one answer. */
  public ByteBuf buffer() {
    return Unpooled.wrappedBuffer(bytes.duplicate());
  }

  @Override
  public String toString() {
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }
}
