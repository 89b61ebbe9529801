package dev.headwater.edge.request;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.edge.rule.CachingRule;
import dev.headwater.edge.rule.KindRule;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a request target leads. Immutable.
 *
 * @param key what responses are kept under; free of anything that belongs to one viewer
 * @param target what the source is asked for
 * @param token that stood in the path, if any
 * @param rule how responses are cached
 * @param what the kind of resource; empty where there are no kinds
 * @param publishers how it is cached where it is one of theirs, by their IDs
 */
public record Route(
    String key,
    String target,
    @Nullable String token,
    CachingRule rule,
    Optional<Classification> what,
    Map<String, KindRule> publishers) {
  /** The same where that publisher made what it leads to. */
  public Route of(String publisher) {
    KindRule own = publishers.get(publisher);
    return own == null
        ? this
        : new Route(key, target, token, own, what.map(one -> one.with(own.policy())), publishers);
  }
}
