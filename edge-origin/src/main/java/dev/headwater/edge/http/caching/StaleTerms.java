package dev.headwater.edge.http.caching;

/**
 * Under which terms a stored response may be used once it is stale (RFC 9111, section 4.2.4; RFC
 * 5861). Immutable.
 *
 * @param forbidden whether it may not be used at all before it is validated
 * @param whileRevalidateMillis how long it may be used while it is validated
 * @param ifErrorMillis how long it may be used in place of an error
 */
public record StaleTerms(boolean forbidden, long whileRevalidateMillis, long ifErrorMillis) {
  public static final StaleTerms FORBIDDEN = new StaleTerms(true, 0, 0);

  /** Windows that the response states, unless it forbids (RFC 9111, section 5.2.2.10 too). */
  static StaleTerms of(CacheControl directives) {
    boolean forbidden =
        directives.has("must-revalidate")
            || directives.has("proxy-revalidate")
            || directives.has("s-maxage")
            || directives.appliesWhole("no-cache");
    return forbidden
        ? FORBIDDEN
        : new StaleTerms(
            false,
            1000 * directives.seconds("stale-while-revalidate").orElse(0),
            1000 * directives.seconds("stale-if-error").orElse(0));
  }
}
