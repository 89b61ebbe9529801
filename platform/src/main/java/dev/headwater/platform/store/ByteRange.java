package dev.headwater.platform.store;

/**
 * Bytes of an object that stand together. Immutable.
 *
 * @param offset of the first one, from 0
 * @param length how many
 */
public record ByteRange(long offset, long length) {
  public ByteRange {
    if (offset < 0 || length < 0 || offset > Long.MAX_VALUE - length) {
      throw new IllegalArgumentException(
          "range: %d bytes at %d (expected: both >= 0)".formatted(length, offset));
    }
  }

  /** All bytes of an object of that size. */
  public static ByteRange whole(long size) {
    return new ByteRange(0, size);
  }

  /** The offset after the last byte. */
  public long end() {
    return offset + length;
  }

  /** What of this range an object of that size has: no bytes where it starts at the end. */
  public ByteRange clippedTo(long size) {
    if (!startsWithin(size)) {
      throw new IllegalArgumentException(
          "offset: %d (expected: within %d bytes)".formatted(offset, size));
    }
    return new ByteRange(offset, Math.min(length, size - offset));
  }

  /** Whether an object of that size has the first byte; an empty object has its beginning. */
  public boolean startsWithin(long size) {
    return offset < size || offset == 0;
  }
}
