package dev.headwater.edge.fill;

/** How a response was come by, in the words of Cache-Status (RFC 9211). */
public enum CacheOutcome {
  /** From memory, fresh. */
  HIT("hit", "hit", "memory"),
  /** From Redis, fresh. */
  SHARED_HIT("hit", "hit", "redis"),
  /** Stale, while the source is being asked. */
  STALE_HIT("stale", "hit", "memory"),
  /** Stale, because the source failed. */
  FALLBACK("stale-if-error", "fwd=stale", "source"),
  /** From the source. */
  MISS("uri-miss", "fwd=uri-miss; stored", "source"),
  /** From a fill that another request had begun. */
  COLLAPSED("collapsed", "fwd=uri-miss; stored; collapsed", "source"),
  /** It was stale, and the source had something newer. */
  REPLACED("replaced", "fwd=stale; fwd-status=200; stored", "source"),
  /** It was stale, and the source vouched for it again. */
  VALIDATED("validated", "fwd=stale; fwd-status=304; stored", "source");

  private final String tag;
  private final String parameters;
  private final String detail;

  CacheOutcome(String tag, String parameters, String detail) {
    this.tag = tag;
    this.parameters = parameters;
    this.detail = detail;
  }

  /** The value of the metric tag {@code outcome}. */
  public String tag() {
    return tag;
  }

  /** The member for this cache, with what is left of the freshness lifetime. */
  public String cacheStatus(long ttlSeconds) {
    return "Headwater; " + parameters + "; ttl=" + ttlSeconds + "; detail=" + detail;
  }
}
