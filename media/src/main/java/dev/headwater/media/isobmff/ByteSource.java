package dev.headwater.media.isobmff;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * Bytes of known size that can be read in pieces, so that a reader of boxes touches only those it
 * needs. Its thread safety is that of what it reads from.
 */
public sealed interface ByteSource permits BufferSource, ChannelSource {
  /** How many bytes there are. */
  long size() throws IOException;

  /**
   * The bytes from {@code offset}, ready to be read.
   *
   * @throws EOFException if the source ends before {@code length} bytes
   */
  ByteBuffer read(long offset, int length) throws IOException;

  /** The remaining bytes of a buffer, which is not moved and must not change meanwhile. */
  static ByteSource of(ByteBuffer buffer) {
    return new BufferSource(buffer.slice());
  }

  static ByteSource of(byte[] bytes) {
    return of(ByteBuffer.wrap(bytes));
  }

  /** All bytes of a channel, which is moved, and stays open. */
  static ByteSource of(SeekableByteChannel channel) {
    return new ChannelSource(channel);
  }
}
