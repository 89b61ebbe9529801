package dev.headwater.control.encoding.rtmp;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Basic header and fields of a chunk as they stand there (section 5.3.1), without what is to be
 * taken over from the chunk before. Immutable.
 *
 * @param format 0 to 3: how much stands there
 * @param fields 11, 7, 3 or no bytes
 */
record ChunkHeader(int format, int chunkStreamId, ByteBuffer fields) {
  /** Basic header, fields and extended timestamp. */
  static final int LONGEST = 3 + 11 + 4;

  private static final int FORMAT_SHIFT = 6;
  private static final int ID_MASK = 0x3F;
  private static final int[] FIELDS_OF_FORMAT = {11, 7, 3, 0};

  /** Ids below are said by the length of the basic header, and of protocol control. */
  private static final int SMALLEST_LONG_ID = 64;

  /** Reads from where {@code bytes} stand; empty, and not moved, where more are needed. */
  static Optional<ChunkHeader> read(ByteBuffer bytes) {
    if (!bytes.hasRemaining()) {
      return Optional.empty();
    }
    int start = bytes.position();
    int first = bytes.get(start) & 0xFF;
    int format = first >> FORMAT_SHIFT;
    int idBytes = Math.max(0, 2 - Math.min(2, first & ID_MASK));
    int extraIdBytes = idBytes == 0 ? 0 : idBytes == 2 ? 1 : 2;
    int length = 1 + extraIdBytes + FIELDS_OF_FORMAT[format];
    if (bytes.remaining() < length) {
      return Optional.empty();
    }
    int id = id(bytes, start, extraIdBytes);
    ByteBuffer fields = bytes.slice(start + 1 + extraIdBytes, FIELDS_OF_FORMAT[format]);
    bytes.position(start + length);
    return Optional.of(new ChunkHeader(format, id, fields));
  }

  private static int id(ByteBuffer bytes, int start, int extraBytes) {
    return switch (extraBytes) {
      case 0 -> bytes.get(start) & ID_MASK;
      case 1 -> SMALLEST_LONG_ID + (bytes.get(start + 1) & 0xFF);
      default ->
          SMALLEST_LONG_ID + (bytes.get(start + 1) & 0xFF) + ((bytes.get(start + 2) & 0xFF) << 8);
    };
  }

  /** Of 24 bits; a time, or the step to it. */
  int timestampField() {
    return number(0);
  }

  int messageLength() {
    return number(3);
  }

  int messageType() {
    return fields.get(6) & 0xFF;
  }

  /** The only number whose lowest byte comes first. */
  int messageStreamId() {
    return Integer.reverseBytes(fields.getInt(7));
  }

  boolean hasTimestamp() {
    return format < 3;
  }

  boolean hasLength() {
    return format < 2;
  }

  private int number(int at) {
    return (fields.get(at) & 0xFF) << 16
        | (fields.get(at + 1) & 0xFF) << 8
        | (fields.get(at + 2) & 0xFF);
  }
}
