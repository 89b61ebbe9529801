package dev.headwater.edge.rule;

import dev.headwater.cachepolicy.KindPolicy.Tier;
import dev.headwater.cachepolicy.Priority;
import dev.headwater.edge.http.caching.CachingTerms;
import dev.headwater.edge.http.caching.Heuristic;
import dev.headwater.edge.http.caching.RequestDirectives;
import dev.headwater.edge.http.caching.ResponseControl;
import dev.headwater.edge.http.caching.Reuse;
import dev.headwater.edge.http.caching.Storability;
import dev.headwater.edge.http.caching.StoredFields;
import dev.headwater.edge.http.caching.TargetUri;
import dev.headwater.edge.http.caching.TargetedFields;
import dev.headwater.edge.http.caching.Timing;
import dev.headwater.edge.http.message.ConnectionFields;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.http.message.HttpDate;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.message.ResponseHead;
import java.util.List;
import java.util.Set;

/**
 * Caches what responses allow, for as long as they say, as any shared cache does (RFC 9111).
 *
 * @param targets the fields that speak to this cache (RFC 9213)
 * @param heuristic for responses that don't say how long
 */
public record UpstreamRule(TargetedFields targets, Heuristic heuristic) implements CachingRule {
  /** Answers to conditions and ranges of one request say nothing to others. */
  private static final Set<Integer> FOR_ONE_REQUEST = Set.of(412, 416);

  @Override
  public Verdict judge(RequestHead request, TargetUri uri, ResponseHead response, Timing timing) {
    if (FOR_ONE_REQUEST.contains(response.status())) {
      return pass(response, "status", timing);
    }
    ResponseControl control = targets.control(response.fields());
    return switch (Storability.of(request, uri, response, control)) {
      case Storability.NotStorable(Storability.Reason reason) ->
          pass(response, reason.token(), timing);
      case Storability.Storable(Set<String> omitted) -> {
        CachingTerms terms = CachingTerms.of(response, control, timing, heuristic);
        yield terms.isUseful()
            ? new Verdict.Keep(
                StoredFields.of(response.fields(), omitted, timing.responseMillis()), terms)
            : pass(response, "no-use", timing);
      }
    };
  }

  /** Whoever forwards a response without a date adds one (RFC 9110, section 6.6.1). */
  private static Verdict pass(ResponseHead response, String reason, Timing timing) {
    FieldList.Builder fields = ConnectionFields.without(response.fields());
    if (!response.fields().has("Date")) {
      fields.add("Date", HttpDate.format(timing.responseMillis()));
    }
    return new Verdict.Pass(fields.build(), reason);
  }

  @Override
  public CachingTerms validated(ResponseHead updated, Timing timing) {
    return CachingTerms.of(updated, targets.control(updated.fields()), timing, heuristic);
  }

  @Override
  public CachingTerms restated(CachingTerms terms, int status, Fields fields) {
    return terms;
  }

  @Override
  public RequestDirectives directives(Fields request) {
    return RequestDirectives.of(request);
  }

  @Override
  public boolean servesDisconnected(Reuse.Validate validate) {
    return validate.staleOnDisconnect();
  }

  @Override
  public Fields seen(Fields request) {
    return request;
  }

  @Override
  public Fields asked(Fields request, Fields forwarded) {
    return forwarded;
  }

  @Override
  public String counted(Fields request) {
    return "";
  }

  /** The upstream says it itself. */
  @Override
  public List<String> varying() {
    return List.of();
  }

  @Override
  public Set<String> omitted() {
    return Set.of();
  }

  @Override
  public long largest(Tier tier) {
    return Long.MAX_VALUE;
  }

  /** What it is, nobody knows: it may be live. */
  @Override
  public Priority priority() {
    return Priority.LIVE;
  }

  @Override
  public boolean compresses() {
    return false;
  }

  @Override
  public boolean isAuthoritative() {
    return false;
  }

  @Override
  public String kind() {
    return "other";
  }
}
