package dev.headwater.edge.tier.hitratio;

/**
 * What a policy kept of a trace.
 *
 * @param bytes the share of the bytes asked for that were kept
 * @param requests the share of the requests
 */
record HitRatio(double bytes, double requests) {
  /** Over the whole trace, from an empty cache on. */
  static HitRatio of(Trace trace, ReplacementPolicy policy) {
    long hits = 0;
    long hitBytes = 0;
    long allBytes = 0;
    for (int object : trace.requests()) {
      int size = trace.sizes()[object];
      allBytes += size;
      if (policy.request(object)) {
        hits++;
        hitBytes += size;
      }
    }
    return new HitRatio((double) hitBytes / allBytes, (double) hits / trace.requests().length);
  }
}
