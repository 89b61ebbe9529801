package dev.headwater.media.isobmff;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Bytes of a file, read where and when they are asked for. */
record ChannelSource(SeekableByteChannel channel) implements ByteSource {
  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public ByteBuffer read(long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    channel.position(offset);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("end: " + size() + " (expected: >= " + (offset + length) + ")");
      }
    }
    return bytes.flip();
  }
}
