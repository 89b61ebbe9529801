package dev.headwater.edge.rule;

import dev.headwater.cachepolicy.CountedFields;
import dev.headwater.cachepolicy.KindPolicy;
import dev.headwater.cachepolicy.KindPolicy.Tier;
import dev.headwater.cachepolicy.Lifetimes;
import dev.headwater.cachepolicy.Priority;
import dev.headwater.edge.http.caching.CachingTerms;
import dev.headwater.edge.http.caching.Heuristic;
import dev.headwater.edge.http.caching.RequestDirectives;
import dev.headwater.edge.http.caching.ResponseControl;
import dev.headwater.edge.http.caching.Reuse;
import dev.headwater.edge.http.caching.StaleTerms;
import dev.headwater.edge.http.caching.Storability;
import dev.headwater.edge.http.caching.StoredFields;
import dev.headwater.edge.http.caching.TargetUri;
import dev.headwater.edge.http.caching.TargetedFields;
import dev.headwater.edge.http.caching.Timing;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.message.ResponseHead;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Caches a kind of resource for as long as the policy says; an upstream that says something itself
 * is believed. What clients ask of the cache is not heard: a player that reloads costs the source
 * nothing.
 *
 * @param policy of the kind
 * @param targets the fields that speak to this cache (RFC 9213)
 */
public record KindRule(KindPolicy policy, TargetedFields targets) implements CachingRule {
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  /** No cookie of a client's goes to the source: what it sets would come from nobody. */
  private static final Set<String> OMITTED = Set.of("set-cookie");

  @Override
  public Verdict judge(RequestHead request, TargetUri uri, ResponseHead response, Timing timing) {
    ResponseControl control = targets.control(response.fields());
    FieldList fields = StoredFields.of(response.fields(), OMITTED, timing.responseMillis());
    if (!request.isGet() || !isKept(response.status())) {
      return new Verdict.Pass(fields, request.isGet() ? "status" : "method");
    }
    if (speaksForItself(response.fields())
        && Storability.of(asSeen(request), uri, response, control)
            instanceof Storability.NotStorable(Storability.Reason reason)) {
      return new Verdict.Pass(fields, reason.token());
    }
    return new Verdict.Keep(fields, validated(response, timing));
  }

  /** What a response may depend on is what was asked, not what the client said to us. */
  private RequestHead asSeen(RequestHead request) {
    return new RequestHead(request.method(), request.target(), seen(request.fields()));
  }

  /** Whether the upstream says how it wants to be cached. */
  private boolean speaksForItself(Fields fields) {
    return fields.has("Cache-Control")
        || fields.has("Expires")
        || targets.names().stream().anyMatch(fields::has);
  }

  private static boolean isKept(int status) {
    return status == 200 || status == 206 || status == NOT_FOUND || status == GONE;
  }

  @Override
  public CachingTerms validated(ResponseHead updated, Timing timing) {
    ResponseControl control = targets.control(updated.fields());
    if (speaksForItself(updated.fields())) {
      return withStale(CachingTerms.of(updated, control, timing, Heuristic.NONE));
    }
    Lifetimes lifetimes = policy.lifetimes();
    boolean found = updated.status() < 400;
    return CachingTerms.given(
        updated,
        timing,
        found ? lifetimes.origin() : lifetimes.notFound(),
        found ? stale() : StaleTerms.FORBIDDEN);
  }

  @Override
  public CachingTerms restated(CachingTerms terms, int status, Fields fields) {
    if (speaksForItself(fields)) {
      return withStale(terms);
    }
    Lifetimes lifetimes = policy.lifetimes();
    Duration lifetime = status < 400 ? lifetimes.origin() : lifetimes.notFound();
    return withStale(terms.within(lifetime));
  }

  /** The policy alone says what may be stale for how long. */
  private CachingTerms withStale(CachingTerms terms) {
    return new CachingTerms(
        terms.responseMillis(),
        terms.initialAgeMillis(),
        terms.lifetimeMillis(),
        terms.alwaysValidate(),
        terms.immutable(),
        terms.hasValidator(),
        terms.stale().forbidden() ? terms.stale() : stale());
  }

  private StaleTerms stale() {
    Duration whileRevalidate = policy.lifetimes().staleWhileRevalidate();
    Duration ifError = policy.lifetimes().staleIfError();
    return new StaleTerms(false, whileRevalidate.toMillis(), ifError.toMillis());
  }

  @Override
  public RequestDirectives directives(Fields request) {
    return RequestDirectives.NONE;
  }

  @Override
  public boolean servesDisconnected(Reuse.Validate validate) {
    return validate.staleOnError();
  }

  /** Nothing of one client's, so that all get the same. */
  @Override
  public Fields seen(Fields request) {
    return asked(request, request);
  }

  @Override
  public Fields asked(Fields request, Fields forwarded) {
    return new SharedFields(forwarded, policy.compress(), countedFields(request));
  }

  private FieldList countedFields(Fields request) {
    CountedFields counted = policy.key().fields();
    if (counted.isNone()) {
      return FieldList.empty();
    }
    FieldList.Builder fields = FieldList.builder();
    counted.of(request::lines).forEach(fields::add);
    return fields.build();
  }

  @Override
  public String counted(Fields request) {
    return policy.key().fields().key(request::lines);
  }

  @Override
  public List<String> varying() {
    return policy.vary();
  }

  @Override
  public Set<String> omitted() {
    return OMITTED;
  }

  @Override
  public long largest(Tier tier) {
    return policy.tiers().getOrDefault(tier, 0L);
  }

  @Override
  public Priority priority() {
    return policy.priority();
  }

  @Override
  public boolean compresses() {
    return policy.compress();
  }

  @Override
  public boolean isAuthoritative() {
    return true;
  }

  @Override
  public String kind() {
    return policy.kind().word();
  }
}
