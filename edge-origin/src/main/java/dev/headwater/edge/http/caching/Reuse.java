package dev.headwater.edge.http.caching;

/** How a stored response that was selected may be used (RFC 9111, section 4). Immutable. */
public sealed interface Reuse {

  /** Answer with it. */
  record Fresh() implements Reuse {}

  /** Answer with it although it is stale: the request asked so (section 5.2.1.2). */
  record Stale() implements Reuse {}

  /** Answer with it although it is stale, and validate it meanwhile (RFC 5861, section 3). */
  record StaleWhileRevalidate() implements Reuse {}

  /**
   * Validate it first.
   *
   * @param staleOnError whether it may be used where an error is the answer (RFC 5861, section 4)
   * @param staleOnDisconnect whether it may be used where there is no answer (section 4.2.4)
   */
  record Validate(boolean staleOnError, boolean staleOnDisconnect) implements Reuse {
    /** Whether it may be used in place of an answer with that status. */
    public boolean mayReplace(int status) {
      return staleOnError && Statuses.mayBeReplacedByStale(status);
    }
  }

  /** Refuse with 504: it can't be used, and nobody may be asked (section 5.2.1.7). */
  record Unsatisfiable() implements Reuse {}

  /** One object for all, so that hits make none. */
  Fresh FRESH = new Fresh();

  /** The one decision for a stored response and a request that selects it. */
  static Reuse of(RequestDirectives request, CachingTerms terms, long nowMillis) {
    if (!request.noCache() && !terms.alwaysValidate()) {
      if (terms.isFresh(nowMillis)) {
        if (suffices(request, terms, nowMillis)) {
          return FRESH;
        }
      } else if (isAcceptedStale(request, terms, nowMillis)) {
        return new Stale();
      } else if (isStaleWhileRevalidate(request, terms, nowMillis)) {
        return new StaleWhileRevalidate();
      }
    }
    return request.onlyIfCached() ? new Unsatisfiable() : validate(request, terms, nowMillis);
  }

  /** A reload of what is immutable finds nothing new (RFC 8246, section 2). */
  private static boolean suffices(RequestDirectives request, CachingTerms terms, long nowMillis) {
    return terms.leftMillis(nowMillis) >= request.minFreshMillis()
        && (terms.immutable() || isYoungEnough(request, terms, nowMillis));
  }

  private static boolean isYoungEnough(
      RequestDirectives request, CachingTerms terms, long nowMillis) {
    return request.maxAgeMillis() == Long.MAX_VALUE
        || (request.maxAgeMillis() > 0 && terms.ageMillis(nowMillis) <= request.maxAgeMillis());
  }

  private static boolean isAcceptedStale(
      RequestDirectives request, CachingTerms terms, long nowMillis) {
    return !terms.stale().forbidden()
        && request.minFreshMillis() == 0
        && request.maxStaleMillis() > 0
        && terms.staleForMillis(nowMillis) <= request.maxStaleMillis()
        && isYoungEnough(request, terms, nowMillis);
  }

  private static boolean isStaleWhileRevalidate(
      RequestDirectives request, CachingTerms terms, long nowMillis) {
    return terms.staleForMillis(nowMillis) < terms.stale().whileRevalidateMillis()
        && request.minFreshMillis() == 0
        && isYoungEnough(request, terms, nowMillis);
  }

  private static Validate validate(RequestDirectives request, CachingTerms terms, long nowMillis) {
    if (request.noCache() || terms.alwaysValidate()) {
      return new Validate(false, false);
    }
    if (terms.isFresh(nowMillis)) {
      return new Validate(true, true);
    }
    boolean permitted = !terms.stale().forbidden();
    long window = Math.max(terms.stale().ifErrorMillis(), request.staleIfErrorMillis());
    return new Validate(permitted && terms.staleForMillis(nowMillis) < window, permitted);
  }
}
