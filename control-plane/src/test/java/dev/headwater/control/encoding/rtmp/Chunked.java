package dev.headwater.control.encoding.rtmp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes chunks as encoders do, with whichever headers a test asks for. */
final class Chunked {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A whole header, and payload. */
  Chunked first(int id, long time, int type, int length, byte[] payload) {
    basic(0, id);
    int24(Math.min(time, 0xFFFFFF));
    int24(length);
    bytes.write(type);
    bytes.writeBytes(new byte[] {1, 0, 0, 0});
    extended(time);
    bytes.writeBytes(payload);
    return this;
  }

  /** A new message of the same stream. */
  Chunked second(int id, long step, int type, int length, byte[] payload) {
    basic(1, id);
    int24(Math.min(step, 0xFFFFFF));
    int24(length);
    bytes.write(type);
    extended(step);
    bytes.writeBytes(payload);
    return this;
  }

  /** A new message of the same length. */
  Chunked third(int id, long step, byte[] payload) {
    basic(2, id);
    int24(Math.min(step, 0xFFFFFF));
    extended(step);
    bytes.writeBytes(payload);
    return this;
  }

  /** What goes on with a message, or repeats the last header. */
  Chunked next(int id, byte[] payload) {
    basic(3, id);
    bytes.writeBytes(payload);
    return this;
  }

  /** As {@link #next(int, byte[])}, where the last timestamp was extended. */
  Chunked next(int id, long extended, byte[] payload) {
    basic(3, id);
    extended(extended);
    bytes.writeBytes(payload);
    return this;
  }

  Chunked control(int type, int value) {
    return first(2, 0, type, 4, ByteBuffer.allocate(4).putInt(value).array());
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  static byte[] payload(int length, int of) {
    byte[] payload = new byte[length];
    Arrays.fill(payload, (byte) of);
    return payload;
  }

  private void basic(int format, int id) {
    if (id < 64) {
      bytes.write(format << 6 | id);
    } else if (id < 320) {
      bytes.write(format << 6);
      bytes.write(id - 64);
    } else {
      bytes.write(format << 6 | 1);
      bytes.write(id - 64);
      bytes.write((id - 64) >> 8);
    }
  }

  private void extended(long time) {
    if (time >= 0xFFFFFF) {
      bytes.writeBytes(ByteBuffer.allocate(4).putInt((int) time).array());
    }
  }

  private void int24(long value) {
    bytes.write((int) value >> 16);
    bytes.write((int) value >> 8);
    bytes.write((int) value);
  }
}
