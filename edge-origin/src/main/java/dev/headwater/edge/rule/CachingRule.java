package dev.headwater.edge.rule;

import dev.headwater.cachepolicy.KindPolicy.Tier;
import dev.headwater.cachepolicy.Priority;
import dev.headwater.edge.http.caching.CachingTerms;
import dev.headwater.edge.http.caching.RequestDirectives;
import dev.headwater.edge.http.caching.Reuse;
import dev.headwater.edge.http.caching.TargetUri;
import dev.headwater.edge.http.caching.Timing;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.message.ResponseHead;
import java.util.List;
import java.util.Set;

/** How responses of one kind are cached. Implementations are immutable. */
public sealed interface CachingRule permits KindRule, UpstreamRule {
  /** What is to become of a response. */
  sealed interface Verdict {
    /**
     * It is kept.
     *
     * @param fields that are kept, and sent with each answer
     */
    record Keep(FieldList fields, CachingTerms terms) implements Verdict {}

    /**
     * It is handed on, to one client.
     *
     * @param fields to hand on
     * @param reason a token, for the detail parameter of Cache-Status
     */
    record Pass(FieldList fields, String reason) implements Verdict {}
  }

  /** Judges a response, but for a 304. */
  Verdict judge(RequestHead request, TargetUri uri, ResponseHead response, Timing timing);

  /** The terms of a stored response with these fields, updated by a 304 that came just now. */
  CachingTerms validated(ResponseHead updated, Timing timing);

  /**
   * The terms of a stored response, which another rule may have made, by this one: its age is what
   * it was, and its lifetime doesn't grow, since a purge may have ended it.
   */
  CachingTerms restated(CachingTerms terms, int status, Fields fields);

  /** What a request may ask of the cache. */
  RequestDirectives directives(Fields request);

  /** Whether something stale may be the answer where the source gives none. */
  boolean servesDisconnected(Reuse.Validate validate);

  /** The fields of the client's that a request for the source keeps, and answers may depend on. */
  Fields seen(Fields request);

  /**
   * The fields of a request for the source: of those that are forwarded, what it may see; what
   * counts is the request's own, also where the client wants it to go no further (RFC 9110, section
   * 7.6.1), since the answer is kept under it.
   */
  Fields asked(Fields request, Fields forwarded);

  /** What of a request's fields counts in the key, after its URL; empty where nothing does. */
  String counted(Fields request);

  /** The names of request fields that answers differ by, as Vary tells them. */
  List<String> varying();

  /** Names in lower case of response fields that are neither kept nor handed on. */
  Set<String> omitted();

  /** The size in bytes above which a tier keeps nothing; 0 where it never does. */
  long largest(Tier tier);

  /** How late it is refused where the node has too much to do. */
  Priority priority();

  /** Whether the content is to be kept compressed too. */
  boolean compresses();

  /** Whether If-Match and If-Unmodified-Since are for us to evaluate. */
  boolean isAuthoritative();

  /** The kind of resource, for metrics. */
  String kind();
}
