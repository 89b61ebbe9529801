package dev.headwater.edge.fill;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.cachepolicy.Priority;
import dev.headwater.edge.http.caching.CachingTerms;
import dev.headwater.edge.http.caching.MethodRules;
import dev.headwater.edge.http.caching.Reuse;
import dev.headwater.edge.http.caching.TargetUri;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.http.message.ListElements;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.purge.PurgeNames;
import dev.headwater.edge.request.DeliveryDirectives;
import dev.headwater.edge.request.Window;
import dev.headwater.edge.rule.CachingRule;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request as the cache sees it. Event-loop confined.
 *
 * @param key what its response is kept under: URL, and what the policy has counted of its fields
 * @param head as the client sent it; its target is what the source is asked for
 * @param uri what it is about
 * @param rule how its response is cached
 * @param what the kind of resource; empty where there are no kinds
 * @param forwarded the fields that a request for the source starts from; made when needed
 * @param asker who it comes from
 * @param content the request's, paused; null where it has none
 * @param interim told of interim responses
 */
public record CacheRequest(
    String key,
    RequestHead head,
    TargetUri uri,
    CachingRule rule,
    Optional<Classification> what,
    Supplier<FieldList> forwarded,
    Asker asker,
    @Nullable ReadStream<Buffer> content,
    Consumer<ResponseHead> interim) {
  private static final String CACHE_TAG = "Cache-Tag";

  public Fields fields() {
    return head.fields();
  }

  /** What an answer with such fields can be purged by. */
  PurgeNames names(Fields answer) {
    Set<String> tags = new LinkedHashSet<>(what.map(Classification::tags).orElse(List.of()));
    tags.addAll(ListElements.of(answer, CACHE_TAG));
    return PurgeNames.of(key, tags);
  }

  /** What of the client's fields selects an answer: what the source sees of them. */
  public Fields selecting() {
    return rule.seen(fields());
  }

  /** The fields that a request for the source has from the client's. */
  FieldList asked() {
    return FieldList.copyOf(rule.asked(fields(), forwarded.get()));
  }

  /** Whether the source may keep it waiting for something live that isn't there yet. */
  boolean isHeld() {
    return what.filter(one ->
            switch (one.policy().kind()) {
              case PARTIAL_SEGMENT -> true;
              case LIVE_MEDIA_PLAYLIST -> DeliveryDirectives.isPlaced(key);
              default -> false;
            })
        .isPresent();
  }

  /** How late it is refused; a time that has passed is no longer live. */
  Priority priority() {
    Priority usual = rule.priority();
    return usual == Priority.LIVE && Window.isIn(key) ? Priority.DVR : usual;
  }

  boolean isFromPeer() {
    return asker == Asker.PEER;
  }

  /** What is asked for in a fill, whichever of both the client sent. */
  RequestHead asGet() {
    return head.isGet() ? head : new RequestHead("GET", head.target(), fields());
  }

  /** Whether it is only expected that somebody will ask for it. */
  boolean isAhead() {
    return asker == Asker.NOBODY;
  }

  /** A request for something else that the same client will ask for. */
  public CacheRequest forNext(
      String nextKey, String nextTarget, CachingRule nextRule, Optional<Classification> nextWhat) {
    return new CacheRequest(
        nextKey,
        new RequestHead("GET", nextTarget, FieldList.copyOf(nextRule.seen(fields()))),
        new TargetUri(uri.scheme(), uri.authority(), nextKey),
        nextRule,
        nextWhat,
        forwarded,
        Asker.NOBODY,
        null,
        _ -> {});
  }

  CacheRequest asHead() {
    return new CacheRequest(
        key,
        new RequestHead("HEAD", head.target(), fields()),
        uri,
        rule,
        what,
        forwarded,
        asker,
        null,
        interim);
  }

  /** Whether content came where none has a meaning; the answer may depend on it all the same. */
  boolean isFat() {
    return MethodRules.mayBeAnsweredFromStore(head.method()) && content != null;
  }

  /** Whether a stored response may be the answer, and the answer be stored. */
  boolean isCacheable() {
    return MethodRules.mayBeAnsweredFromStore(head.method()) && content == null;
  }

  /**
   * Whether the client wants an answer only if the resource is still what it knows: what is stored
   * may say so, but that it isn't so is for the origin server to say (RFC 9110, sections 13.1.1 and
   * 13.1.4).
   */
  boolean isGuarded() {
    return !rule.isAuthoritative()
        && (fields().has("If-Match") || fields().has("If-Unmodified-Since"));
  }

  /**
   * Whether a part is wanted under conditions, which the source judges where nothing is stored that
   * they could be held against (RFC 9110, sections 13.1.5 and 13.2.2).
   */
  private boolean isConditionalRange() {
    return range() != null
        && (fields().has("If-Range")
            || fields().has("If-None-Match")
            || fields().has("If-Modified-Since"));
  }

  /** Whether what is stored under such terms answers this one as it is. */
  boolean isSatisfiedBy(CachingTerms terms, long nowMillis) {
    return Reuse.of(rule.directives(fields()), terms, nowMillis) instanceof Reuse.Fresh;
  }

  /**
   * Whether others may wait for the answer to this one: it is not for who asks with credentials, or
   * wants nothing kept.
   */
  boolean isCollapsible() {
    return rule.isAuthoritative()
        || (head.isGet()
            && !isGuarded()
            && !isConditionalRange()
            && !fields().has("Authorization")
            && !rule.directives(fields()).noStore());
  }

  /** The Range field of a GET that the source is to see as it is; null where there is none. */
  @Nullable String range() {
    return rule.isAuthoritative() || !head.isGet() ? null : fields().get("Range");
  }
}
