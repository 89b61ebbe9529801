package dev.headwater.edge.http.caching;

/**
 * When a request was sent and when its response arrived, in milliseconds since the epoch (RFC 9111,
 * section 4.2.3). Immutable.
 */
public record Timing(long requestMillis, long responseMillis) {
  /** No less than 0, though a clock be set back meanwhile. */
  long delayMillis() {
    return Math.max(0, responseMillis - requestMillis);
  }
}
