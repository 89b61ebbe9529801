package dev.headwater.edge.tier.eviction;

/**
 * Puts objects into classes whose members are asked for again alike, by how often they were asked
 * for and how long they paused between, both on a scale of powers.
 */
final class ReuseClass {
  /** Once, twice, 3, 4 to 5, 6 to 9, 10 to 17, 18 to 33, more. */
  static final int COUNTS = 8;

  /** Mean pauses of up to 7, 63, 511, ... requests. */
  static final int PAUSES = 8;

  static final int CLASSES = COUNTS * PAUSES;

  private static final int BITS_PER_PAUSE = 3;

  private ReuseClass() {}

  /** Of an object never asked for before, or not within memory. */
  static int ofNew() {
    return PAUSES - 1;
  }

  /**
   * Of an object asked for again.
   *
   * @param requests how often by now, at least 2
   * @param meanPauseBits the binary logarithm of the requests between two of its own
   */
  static int of(int requests, float meanPauseBits) {
    int count =
        requests <= 3
            ? requests - 1
            : Math.min(COUNTS - 1, 33 - Integer.numberOfLeadingZeros(requests - 2));
    return count * PAUSES + Math.min(PAUSES - 1, (int) (meanPauseBits / BITS_PER_PAUSE));
  }

  static int countOf(int reuseClass) {
    return reuseClass / PAUSES;
  }
}
