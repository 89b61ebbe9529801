package dev.headwater.media.nal;

/** Steps over {@code scaling_list_data} (ITU-T H.265, section 7.3.4). */
final class ScalingLists {
  private static final int SIZES = 4;
  private static final int MATRICES = 6;

  /** Only two matrices have the largest size. */
  private static final int STEP_OF_LARGEST = 3;

  private static final int MAX_COEFFICIENTS = 64;

  private ScalingLists() {}

  static void skip(BitReader bits) throws MalformedNalUnitException {
    for (int size = 0; size < SIZES; size++) {
      int coefficients = Math.min(MAX_COEFFICIENTS, 1 << (4 + (size << 1)));
      boolean hasDirectCurrent = size > 1;
      for (int i = 0; i < MATRICES; i += size == SIZES - 1 ? STEP_OF_LARGEST : 1) {
        boolean isCoded = bits.flag();
        bits.skipCodes(isCoded ? coefficients + (hasDirectCurrent ? 1 : 0) : 1);
      }
    }
  }
}
