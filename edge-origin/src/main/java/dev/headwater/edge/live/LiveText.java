package dev.headwater.edge.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A playlist as it is sent: UTF-8 outside the heap, which the collector frees. Immutable. */
public final class LiveText {
  private final ByteBuf bytes;

  private LiveText(ByteBuf bytes) {
    this.bytes = bytes;
  }

  static LiveText of(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer direct = ByteBuffer.allocateDirect(encoded.length).put(encoded).flip();
    return new LiveText(Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(direct)));
  }

  public int length() {
    return bytes.readableBytes();
  }

  /** For one answer. */
  public ByteBuf buffer() {
    return bytes.duplicate();
  }

  @Override
  public String toString() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
