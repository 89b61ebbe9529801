package dev.headwater.media.isobmff;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads the big-endian fields of one box in their order. Confined to one thread. */
final class Fields {
  private final FourCc owner;
  private final ByteBuffer bytes;

  Fields(FourCc owner, ByteBuffer bytes) {
    this.owner = owner;
    this.bytes = bytes.slice();
  }

  int u8() throws MalformedBoxException {
    return need(1).get() & 0xFF;
  }

  int u16() throws MalformedBoxException {
    return need(2).getShort() & 0xFFFF;
  }

  int u24() throws MalformedBoxException {
    return u8() << 16 | u16();
  }

  long u32() throws MalformedBoxException {
    return Integer.toUnsignedLong(need(4).getInt());
  }

  int s32() throws MalformedBoxException {
    return need(4).getInt();
  }

  long s64() throws MalformedBoxException {
    return need(8).getLong();
  }

  /** An unsigned 64-bit number that fits in 62 bits: more is no time or size of real media. */
  long u62() throws MalformedBoxException {
    long value = need(8).getLong();
    if (value >>> 62 != 0) {
      throw MalformedBoxException.of(owner + " field", Long.toUnsignedString(value), "< 2^62");
    }
    return value;
  }

  FourCc fourCc() throws MalformedBoxException {
    return new FourCc(s32());
  }

  Fields skip(int count) throws MalformedBoxException {
    ByteBuffer buffer = need(count);
    buffer.position(buffer.position() + count);
    return this;
  }

  int remaining() {
    return bytes.remaining();
  }

  /** What is left, as UTF-8 up to its first zero. */
  String text() {
    String all = StandardCharsets.UTF_8.decode(bytes.slice()).toString();
    int end = all.indexOf(0);
    return end < 0 ? all : all.substring(0, end);
  }

  /** What is left, as a buffer of its own. */
  ByteBuffer rest() {
    return bytes.slice();
  }

  private ByteBuffer need(int count) throws MalformedBoxException {
    if (bytes.remaining() < count) {
      throw MalformedBoxException.of(
          owner + " box", bytes.remaining() + " bytes left", "at least " + count);
    }
    return bytes;
  }
}
