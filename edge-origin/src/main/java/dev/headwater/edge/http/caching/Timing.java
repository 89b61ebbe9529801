package dev.headwater.edge.http.caching;

/**
 * When a request was sent and when its response arrived, in milliseconds since the epoch (RFC 9111,
 * section 4.2.3). Immutable.
 *
 * @param held whether the source may have kept the request waiting until there was something to
 *     answer: a response is made at the end of that, as its Date says, and has not aged by it
 */
public record Timing(long requestMillis, long responseMillis, boolean held) {
  /** Of a request that is answered at once. */
  public Timing(long requestMillis, long responseMillis) {
    this(requestMillis, responseMillis, false);
  }

  /** No less than 0, though a clock be set back meanwhile. */
  long delayMillis() {
    return held ? 0 : Math.max(0, responseMillis - requestMillis);
  }
}
