package dev.headwater.edge.http.caching;

import dev.headwater.edge.http.message.Fields;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a request asks of a cache (RFC 9111, section 5.2.1; RFC 5861, section 4). Immutable.
 *
 * @param noCache no stored response without validation
 * @param noStore the response is not to be stored
 * @param noTransform the content is not to be changed
 * @param onlyIfCached no request upstream
 * @param maxAgeMillis how old a response may be
 * @param minFreshMillis for how long it has to stay fresh
 * @param maxStaleMillis for how long it may have been stale
 * @param staleIfErrorMillis for how long it may have been stale where the source fails
 */
public record RequestDirectives(
    boolean noCache,
    boolean noStore,
    boolean noTransform,
    boolean onlyIfCached,
    long maxAgeMillis,
    long minFreshMillis,
    long maxStaleMillis,
    long staleIfErrorMillis) {

  /** Greater than any age. */
  private static final long UNLIMITED = Long.MAX_VALUE;

  /** Asks nothing. */
  public static final RequestDirectives NONE =
      new RequestDirectives(false, false, false, false, UNLIMITED, 0, 0, 0);

  private static final RequestDirectives PRAGMA_NO_CACHE =
      new RequestDirectives(true, false, false, false, UNLIMITED, 0, 0, 0);

  /** Pragma counts only where there is no Cache-Control (RFC 9111, section 5.4). */
  public static RequestDirectives of(Fields request) {
    List<String> lines = request.lines("Cache-Control");
    if (!lines.isEmpty()) {
      return of(CacheControl.parse(lines));
    }
    return CacheControl.parse(request.lines("Pragma")).has("no-cache") ? PRAGMA_NO_CACHE : NONE;
  }

  private static RequestDirectives of(CacheControl control) {
    return new RequestDirectives(
        control.has("no-cache"),
        control.has("no-store"),
        control.has("no-transform"),
        control.has("only-if-cached"),
        millis(control.seconds("max-age"), UNLIMITED),
        millis(control.seconds("min-fresh"), 0),
        maxStale(control),
        millis(control.seconds("stale-if-error"), 0));
  }

  /** Without an argument, however stale it be (section 5.2.1.2). */
  private static long maxStale(CacheControl control) {
    return control.hasBare("max-stale") ? UNLIMITED : millis(control.seconds("max-stale"), 0);
  }

  private static long millis(OptionalLong seconds, long absent) {
    return seconds.isPresent() ? 1000 * seconds.getAsLong() : absent;
  }
}
