package dev.headwater.edge.http.caching;

import java.util.List;

/**
 * What governs the caching of one response: the directives of the field that speaks to this cache,
 * and the Expires field where that one doesn't overrule it (RFC 9213, section 2.2). Immutable.
 *
 * @param directives of the targeted field, or of Cache-Control
 * @param expires the lines of Expires; empty where it doesn't count
 */
public record ResponseControl(CacheControl directives, List<String> expires) {
  public ResponseControl {
    expires = List.copyOf(expires);
  }

  /** Whether a lifetime is stated, be it a bad one (RFC 9111, section 4.2.1). */
  boolean hasExplicitLifetime() {
    return directives.has("s-maxage") || directives.has("max-age") || !expires.isEmpty();
  }
}
