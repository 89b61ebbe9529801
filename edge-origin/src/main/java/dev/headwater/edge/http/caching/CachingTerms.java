package dev.headwater.edge.http.caching;

import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.http.message.ResponseHead;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a cache has to know to reuse a stored response, computed once when it is stored or
 * validated, so that a look at the clock decides (RFC 9111, section 4.2). Times are milliseconds
 * since the epoch. Immutable.
 *
 * @param responseMillis when it arrived, or was validated
 * @param initialAgeMillis its corrected age at that time
 * @param lifetimeMillis its freshness lifetime
 * @param alwaysValidate whether each use has to be validated (no-cache)
 * @param immutable whether a reload finds nothing new while it is fresh (RFC 8246)
 * @param hasValidator whether it can be validated rather than only replaced
 * @param stale what holds once it is stale
 */
public record CachingTerms(
    long responseMillis,
    long initialAgeMillis,
    long lifetimeMillis,
    boolean alwaysValidate,
    boolean immutable,
    boolean hasValidator,
    StaleTerms stale) {

  /** How much later than its Date a response may have been made: fields tell whole seconds. */
  private static final long DATE_RESOLUTION_MILLIS = 999;

  /** Terms that the response states. */
  public static CachingTerms of(
      ResponseHead response, ResponseControl control, Timing timing, Heuristic heuristic) {
    CacheControl directives = control.directives();
    OptionalLong age = Age.seconds(response.fields());
    return new CachingTerms(
        timing.responseMillis(),
        initialAge(response.fields(), age.orElse(0), timing),
        age.isPresent() ? lifetime(response, control, timing.responseMillis(), heuristic) : 0,
        directives.appliesWhole("no-cache"),
        directives.has("immutable"),
        Validation.hasValidator(response.fields()),
        StaleTerms.of(directives));
  }

  /** Terms that a policy states, whatever the response says; only its age counts. */
  public static CachingTerms given(
      ResponseHead response, Timing timing, Duration lifetime, StaleTerms stale) {
    return new CachingTerms(
        timing.responseMillis(),
        initialAge(response.fields(), Age.seconds(response.fields()).orElse(0), timing),
        lifetime.toMillis(),
        false,
        CacheControl.of(response.fields()).has("immutable"),
        Validation.hasValidator(response.fields()),
        stale);
  }

  /** The current age (section 4.2.3). */
  public long ageMillis(long nowMillis) {
    return initialAgeMillis + Math.max(0, nowMillis - responseMillis);
  }

  public boolean isFresh(long nowMillis) {
    return lifetimeMillis > ageMillis(nowMillis);
  }

  /** What is left of the lifetime; negative once it is stale. */
  public long leftMillis(long nowMillis) {
    return lifetimeMillis - ageMillis(nowMillis);
  }

  /** For how long it has been stale; 0 while it is fresh. */
  public long staleForMillis(long nowMillis) {
    return Math.max(0, -leftMillis(nowMillis));
  }

  /** Whether there may ever be a use for it: it is or may be used, or can be validated. */
  public boolean isUseful() {
    return hasValidator
        || (!alwaysValidate && isFresh(responseMillis))
        || stale.whileRevalidateMillis() > staleForMillis(responseMillis)
        || stale.ifErrorMillis() > staleForMillis(responseMillis);
  }

  /** The same, stale from now on (sections 4.3.5 and 4.4). */
  public CachingTerms madeStale(long nowMillis) {
    return within(Duration.ofMillis(ageMillis(nowMillis)));
  }

  /** The same with a lifetime of at most so much. */
  public CachingTerms within(Duration longest) {
    return new CachingTerms(
        responseMillis,
        initialAgeMillis,
        Math.min(lifetimeMillis, longest.toMillis()),
        alwaysValidate,
        immutable,
        hasValidator,
        stale);
  }

  /** Section 4.2.3. */
  private static long initialAge(Fields response, long ageSeconds, Timing timing) {
    long arrival = timing.responseMillis();
    long date = Dates.date(response, arrival).orElse(arrival);
    long apparent = Math.max(0, arrival - date - DATE_RESOLUTION_MILLIS);
    return Math.max(apparent, 1000 * ageSeconds + timing.delayMillis());
  }

  /** Section 4.2.1. */
  private static long lifetime(
      ResponseHead response, ResponseControl control, long arrival, Heuristic heuristic) {
    CacheControl directives = control.directives();
    OptionalLong seconds = directives.seconds("s-maxage");
    if (seconds.isEmpty()) {
      seconds = directives.seconds("max-age");
    }
    if (seconds.isPresent()) {
      return 1000 * seconds.getAsLong();
    }
    long date = Dates.date(response.fields(), arrival).orElse(arrival);
    List<String> expires = control.expires();
    return expires.isEmpty()
        ? heuristicLifetime(response, directives, date, heuristic)
        : Math.max(0, Dates.first(expires, arrival).orElse(date) - date);
  }

  /** Section 4.2.2; none for what sets a cookie, which seldom is meant for all. */
  private static long heuristicLifetime(
      ResponseHead response, CacheControl directives, long date, Heuristic heuristic) {
    boolean permitted =
        directives.has("public") || Statuses.isHeuristicallyCacheable(response.status());
    if (!permitted || response.fields().has("Set-Cookie")) {
      return 0;
    }
    OptionalLong modified = Dates.lastModified(response.fields(), date);
    return modified.isPresent() ? heuristic.lifetimeMillis(date - modified.getAsLong()) : 0;
  }
}
