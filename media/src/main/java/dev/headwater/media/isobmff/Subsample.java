package dev.headwater.media.isobmff;

/**
 * A part of a sample that begins in clear and goes on protected (ISO/IEC 23001-7, section 7.1).
 * Immutable.
 *
 * @param clearBytes at most {@link #MAX_CLEAR_BYTES}
 * @param protectedBytes of which the pattern says what is encrypted
 */
public record Subsample(int clearBytes, int protectedBytes) {
  /** What its field of 16 bits can say. */
  public static final int MAX_CLEAR_BYTES = 0xFFFF;

  /** Of its two fields in {@code senc}. */
  static final int WRITTEN_BYTES = Short.BYTES + Integer.BYTES;

  /** Bounds those of one sample, which are told with their count in as many bytes as 8 bits say. */
  public static final int MAX_COUNT = (0xFF - Short.BYTES) / WRITTEN_BYTES;
}
