package dev.headwater.media.isobmff;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of a piece as they come. Confined to one thread. */
final class Accumulation {
  /** Before the first bytes: most parts of live audio fit. */
  private static final int INITIAL_CAPACITY = 8 << 10;

  /** Larger memory is given back with each piece: most parts of live video fit. */
  private static final int MAX_KEPT_CAPACITY = 256 << 10;

  private byte[] bytes = new byte[INITIAL_CAPACITY];
  private int size;

  int size() {
    return size;
  }

  /** Takes bytes until it holds {@code wanted}, or there are no more. */
  void fill(ByteBuffer source, int wanted) {
    int count = Math.min(source.remaining(), wanted - size);
    if (bytes.length < size + count) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(size + count, Math.min(2L * size, wanted)));
    }
    source.get(bytes, size, count);
    size += count;
  }

  /** A view of all from {@code offset} on, until the next change. */
  ByteBuffer from(int offset) {
    return ByteBuffer.wrap(bytes, offset, size - offset).slice();
  }

  void truncate(int newSize) {
    size = newSize;
  }

  void dropBefore(int offset) {
    System.arraycopy(bytes, offset, bytes, 0, size - offset);
    size -= offset;
  }

  /** All of them, as a copy; then it is empty. */
  ByteBuffer take() {
    ByteBuffer taken = ByteBuffer.wrap(Arrays.copyOf(bytes, size));
    bytes = bytes.length <= MAX_KEPT_CAPACITY ? bytes : new byte[INITIAL_CAPACITY];
    size = 0;
    return taken;
  }
}
