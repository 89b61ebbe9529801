package dev.headwater.edge.memory;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** A few bytes that are made for one client. Event-loop confined. */
public final class Text implements ContentReader {
  private final ByteBuf bytes;

  public Text(byte[] bytes) {
    this.bytes = Unpooled.wrappedBuffer(bytes);
  }

  @Override
  public Next next(int most, Runnable whenMore) {
    if (!bytes.isReadable()) {
      return new Next.End();
    }
    ByteBuf part = bytes.readSlice(Math.min(most, bytes.readableBytes()));
    return new Next.Bytes(part, !bytes.isReadable());
  }

  @Override
  public void written() {}

  @Override
  public void close() {}
}
