package dev.headwater.media.isobmff;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * How samples are protected: what a track's {@code tenc} box says of all, and a group's {@code
 * seig} entry of some (ISO/IEC 23001-7, sections 8.2 and 6). Immutable.
 *
 * @param keyId the KID
 * @param vector from which each run of encrypted blocks begins
 */
public record Protection(UUID keyId, Vector vector, Pattern pattern) {
  /** Of a KID, and of a constant vector. */
  static final int ID_BYTES = 16;

  /** What {@link #write} writes. */
  static final int WRITTEN_BYTES = 4 + ID_BYTES + 1 + ID_BYTES;

  /** The common end of {@code tenc} and {@code seig}. */
  void write(BoxWriter out) {
    out.u8(0).u8(pattern.crypt << 4 | pattern.skip);
    out.u8(1).u8(0); // protected, by no vector of each sample's own
    out.u64(keyId.getMostSignificantBits()).u64(keyId.getLeastSignificantBits());
    out.u8(ID_BYTES).u64(vector.high).u64(vector.low);
  }

  /**
   * A constant initialization vector.
   *
   * @param high its first eight bytes
   * @param low its last eight
   */
  public record Vector(long high, long low) {
    /** Fails with IllegalArgumentException unless there are 16. */
    public static Vector of(byte[] bytes) {
      if (bytes.length != ID_BYTES) {
        throw new IllegalArgumentException("vector: " + bytes.length + " bytes (expected: 16)");
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return new Vector(buffer.getLong(), buffer.getLong());
    }

    public byte[] bytes() {
      return ByteBuffer.allocate(ID_BYTES).putLong(high).putLong(low).array();
    }
  }

  /**
   * Which blocks of 16 bytes are encrypted, in turns (ISO/IEC 23001-7, section 9.6).
   *
   * @param crypt how many are; 0 beside a skip of 0, which means all
   * @param skip how many are not
   */
  public record Pattern(int crypt, int skip) {
    /** Each whole block of a sample: what ISO/IEC 23000-19, section 8.2.3.2 wants of sound. */
    public static final Pattern WHOLE = new Pattern(0, 0);

    /** One block in ten, of pictures. */
    public static final Pattern PICTURES = new Pattern(1, 9);
  }
}
