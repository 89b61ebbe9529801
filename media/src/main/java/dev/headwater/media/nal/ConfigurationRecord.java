package dev.headwater.media.nal;

import java.nio.ByteBuffer;

/** Reads the fields of a decoder configuration record in their order. Confined to one thread. */
final class ConfigurationRecord {
  private final ByteBuffer bytes;

  ConfigurationRecord(ByteBuffer bytes) {
    this.bytes = bytes.slice();
  }

  int u8() throws MalformedNalUnitException {
    return need(1).get() & 0xFF;
  }

  int u16() throws MalformedNalUnitException {
    return need(2).getShort() & 0xFFFF;
  }

  ConfigurationRecord skip(int count) throws MalformedNalUnitException {
    need(count).position(bytes.position() + count);
    return this;
  }

  /** A NAL unit and its length, in 16 bits. */
  ByteBuffer nal() throws MalformedNalUnitException {
    int length = u16();
    ByteBuffer nal = need(length).slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    return nal;
  }

  private ByteBuffer need(int count) throws MalformedNalUnitException {
    if (bytes.remaining() < count) {
      throw MalformedNalUnitException.of(
          "decoder configuration", bytes.remaining() + " bytes left", "at least " + count);
    }
    return bytes;
  }
}
