package dev.headwater.edge.fill;

import dev.headwater.edge.stored.StoredResponse;

/**
 * What was found for a request. Whoever is given one owns a reference to the response in it.
 *
 * @param response the response; its content may still be arriving
 * @param outcome how it was come by
 * @param verbatim whether it is the source's answer to this very request: its preconditions and
 *     ranges have been seen to
 */
public record Lookup(StoredResponse response, CacheOutcome outcome, boolean verbatim) {
  static Lookup of(StoredResponse response, CacheOutcome outcome) {
    return new Lookup(response, outcome, false);
  }

  /** What is left of the freshness lifetime. */
  public long ttlSeconds(long nowMillis) {
    return Math.floorDiv(response.head().terms().leftMillis(nowMillis), 1000L);
  }

  /** What this cache says of itself. */
  public String cacheStatus(long nowMillis) {
    return outcome.cacheStatus(ttlSeconds(nowMillis)).toString();
  }

  /** Gives up the reference. */
  public void release() {
    response.release();
  }
}
