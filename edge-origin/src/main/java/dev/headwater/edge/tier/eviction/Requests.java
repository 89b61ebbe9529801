package dev.headwater.edge.tier.eviction;

/**
 * What is known of the requests for an object, kept or not. Times are counted in requests for
 * anything. Confined to the cache's lock.
 */
final class Requests {
  /** Of the mean pause: the last one alone says little, and a plain mean forgets nothing. */
  private static final float SHARE_OF_LAST_PAUSE = 0.3f;

  private int count = 1;
  private long last;
  private float meanPauseBits;
  private int reuseClass = ReuseClass.ofNew();

  /** The first, now. */
  Requests(long now) {
    this.last = now;
  }

  /** One more, now. */
  void add(long now) {
    float pauseBits = bits(now - last);
    meanPauseBits =
        count == 1 ? pauseBits : meanPauseBits + SHARE_OF_LAST_PAUSE * (pauseBits - meanPauseBits);
    count++;
    last = now;
    reuseClass = ReuseClass.of(count, meanPauseBits);
  }

  /** The binary logarithm, taken as straight between whole numbers. */
  static float bits(long pause) {
    int whole = Long.SIZE - 1 - Long.numberOfLeadingZeros(pause | 1);
    return whole + (float) (pause - (1L << whole)) / (1L << whole);
  }

  int count() {
    return count;
  }

  long last() {
    return last;
  }

  /** As of the last request. */
  int reuseClass() {
    return reuseClass;
  }
}
