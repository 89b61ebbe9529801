package dev.headwater.media.isobmff;

import java.nio.ByteBuffer;

/**
 * Type and place of a box (ISO/IEC 14496-12, section 4.2). Immutable.
 *
 * @param type what it is
 * @param offset where its header begins
 * @param headerSize bytes of its header
 * @param size bytes of header and content
 */
record BoxHeader(FourCc type, long offset, int headerSize, long size) {
  /** Size and type. */
  static final int COMPACT = 8;

  /** Size, type and a large size. */
  static final int LARGE = 16;

  /** A size field of 0: the box reaches to the end of what holds it. */
  private static final long TO_THE_END = 0;

  /** A size field of 1: the real one follows the type, in 64 bits. */
  private static final long LARGE_SIZE = 1;

  /**
   * Reads the header at {@code offset}.
   *
   * @param bytes the box's first bytes: 16, or fewer where what holds it ends
   * @param available how many bytes there are from {@code offset} to the end of what holds it
   */
  static BoxHeader read(ByteBuffer bytes, long offset, long available)
      throws MalformedBoxException {
    if (bytes.remaining() < COMPACT) {
      throw MalformedBoxException.of(
          "box header at " + offset, bytes.remaining() + " bytes", "at least " + COMPACT);
    }
    long field = Integer.toUnsignedLong(bytes.getInt(bytes.position()));
    FourCc type = new FourCc(bytes.getInt(bytes.position() + 4));
    boolean large = field == LARGE_SIZE;
    int headerSize = large ? LARGE : COMPACT;
    if (bytes.remaining() < headerSize) {
      throw MalformedBoxException.of(
          type + " header at " + offset, bytes.remaining() + " bytes", "at least " + headerSize);
    }
    long size = field == TO_THE_END ? available : field;
    if (large) {
      size = bytes.getLong(bytes.position() + COMPACT);
    }
    if (size < headerSize || size > available) {
      throw MalformedBoxException.of(
          type + " size at " + offset,
          Long.toUnsignedString(size),
          "between " + headerSize + " and " + available);
    }
    return new BoxHeader(type, offset, headerSize, size);
  }

  /** Reads the header at {@code offset} of what ends at {@code limit}, both of {@code bytes}. */
  static BoxHeader in(ByteBuffer bytes, int offset, int limit) throws MalformedBoxException {
    int available = limit - offset;
    return read(
        bytes.duplicate().clear().slice(offset, Math.min(available, LARGE)), offset, available);
  }

  long contentOffset() {
    return offset + headerSize;
  }

  long contentSize() {
    return size - headerSize;
  }

  long end() {
    return offset + size;
  }
}
