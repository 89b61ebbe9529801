package dev.headwater.media.nal;

import java.nio.ByteBuffer;

/**
 * Reads the syntax elements of a NAL unit, without the bytes that prevent start codes (ITU-T H.264,
 * sections 7.3.1 and 9.1). Confined to one thread.
 */
final class BitReader {
  /** After two bytes of zero it is not part of what is coded: section 7.4.1. */
  private static final int EMULATION_PREVENTION = 3;

  /** Of the zeros before an Exp-Golomb code: more can't be said in 32 bits. */
  private static final int MAX_PREFIX = 32;

  private final ByteBuffer bytes;
  private int next; // the byte to be taken next
  private int zeros; // how many bytes of zero were taken last
  private int current;
  private int left; // bits of the current byte

  /** Of the remaining bytes, from the header of the NAL unit on. */
  BitReader(ByteBuffer bytes) {
    this.bytes = bytes.slice();
  }

  /** How many bytes were begun, with those that prevent start codes. */
  int bytesBegun() {
    return next;
  }

  boolean flag() throws MalformedNalUnitException {
    return bit() == 1;
  }

  /** An unsigned number of up to 32 bits. */
  long u(int width) throws MalformedNalUnitException {
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 1 | bit();
    }
    return value;
  }

  BitReader skip(long bits) throws MalformedNalUnitException {
    for (long i = 0; i < bits; i++) {
      bit();
    }
    return this;
  }

  /** An unsigned Exp-Golomb code: section 9.1. */
  long ue() throws MalformedNalUnitException {
    int prefix = 0;
    while (bit() == 0) {
      prefix++;
      if (prefix > MAX_PREFIX) {
        throw MalformedNalUnitException.of("Exp-Golomb prefix", "more", "<= " + MAX_PREFIX);
      }
    }
    return (1L << prefix) - 1 + u(prefix);
  }

  /** The same, of something that has a limit. */
  int ue(String what, int max) throws MalformedNalUnitException {
    long value = ue();
    if (value > max) {
      throw MalformedNalUnitException.of(what, value, "<= " + max);
    }
    return (int) value;
  }

  /** A signed Exp-Golomb code: section 9.1.1. */
  long se() throws MalformedNalUnitException {
    long code = ue();
    return (code & 1) == 1 ? (code + 1) / 2 : -(code / 2);
  }

  BitReader skipCodes(long count) throws MalformedNalUnitException {
    for (long i = 0; i < count; i++) {
      ue();
    }
    return this;
  }

  private int bit() throws MalformedNalUnitException {
    if (left == 0) {
      current = take();
      left = Byte.SIZE;
    }
    left--;
    return current >> left & 1;
  }

  private int take() throws MalformedNalUnitException {
    if (zeros >= 2 && next < bytes.limit() && bytes.get(next) == EMULATION_PREVENTION) {
      next++;
      zeros = 0;
    }
    if (next == bytes.limit()) {
      throw MalformedNalUnitException.of("NAL unit", bytes.limit() + " bytes", "more");
    }
    int value = bytes.get(next) & 0xFF;
    next++;
    zeros = value == 0 ? zeros + 1 : 0;
    return value;
  }
}
