package dev.headwater.platform.store;

import java.util.List;

/**
 * A part that is in the store. Immutable.
 *
 * @param number by which the parts are ordered
 * @param offset of its first byte in the object
 * @param length in bytes
 * @param etag what the store calls it; empty where the store has no name for it
 * @param crc32 as the S3 API writes it; empty where the store doesn't check it
 */
public record StoredPart(int number, long offset, int length, String etag, String crc32) {
  /**
   * Of the object that the parts make; fails with IllegalArgumentException where they don't join.
   */
  public static long size(List<StoredPart> parts) {
    long end = 0;
    int last = 0;
    for (StoredPart part : parts) {
      if (part.offset != end || part.number <= last) {
        throw new IllegalArgumentException(
            "part: %s (expected: offset %d, a number above %d)".formatted(part, end, last));
      }
      end += part.length;
      last = part.number;
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("parts: none (expected: at least one)");
    }
    return end;
  }
}
