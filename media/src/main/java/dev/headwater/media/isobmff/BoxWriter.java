package dev.headwater.media.isobmff;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes boxes, one in another, with compact headers; a box has its size when it ends. Confined to
 * one thread.
 */
final class BoxWriter {
  private static final int FIRST_BYTES = 1024;

  private final Deque<Integer> open = new ArrayDeque<>(); // where boxes began that haven't ended
  private ByteBuffer bytes = ByteBuffer.allocate(FIRST_BYTES);

  BoxWriter begin(FourCc type) {
    open.push(bytes.position());
    return u32(0).fourCc(type);
  }

  /** One with a version and flags. */
  BoxWriter begin(FourCc type, int version, int flags) {
    return begin(type).u32(version << 24 | flags);
  }

  BoxWriter end() {
    int start = open.pop();
    bytes.putInt(start, bytes.position() - start);
    return this;
  }

  BoxWriter copy(Box box) {
    return begin(box.type()).bytes(box.content().rest()).end();
  }

  BoxWriter fourCc(FourCc code) {
    return u32(code.code());
  }

  BoxWriter u8(int value) {
    room(Byte.BYTES).put((byte) value);
    return this;
  }

  BoxWriter u16(int value) {
    room(Short.BYTES).putShort((short) value);
    return this;
  }

  BoxWriter u32(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  BoxWriter u64(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  /** The remaining ones, which are not moved. */
  BoxWriter bytes(ByteBuffer more) {
    room(more.remaining()).put(more.duplicate());
    return this;
  }

  /** How many bytes were written. */
  int position() {
    return bytes.position();
  }

  /** Writes one number anew. */
  void replace(int position, int value) {
    bytes.putInt(position, value);
  }

  /** What was written. */
  ByteBuffer written() {
    return bytes.duplicate().flip();
  }

  private ByteBuffer room(int count) {
    if (bytes.remaining() < count) {
      int capacity = Math.max(bytes.capacity() * 2, bytes.position() + count);
      bytes = ByteBuffer.allocate(capacity).put(bytes.flip());
    }
    return bytes;
  }
}
