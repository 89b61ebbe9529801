package dev.headwater.media.isobmff;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes in memory: all of a buffer from 0 to its capacity. */
record BufferSource(ByteBuffer buffer) implements ByteSource {
  @Override
  public long size() {
    return buffer.capacity();
  }

  @Override
  public ByteBuffer read(long offset, int length) throws IOException {
    if (offset + length > size()) {
      throw new EOFException("end: " + size() + " (expected: >= " + (offset + length) + ")");
    }
    return buffer.slice((int) offset, length);
  }
}
