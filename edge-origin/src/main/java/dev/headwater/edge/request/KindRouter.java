package dev.headwater.edge.request;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.Classification;
import dev.headwater.cachepolicy.KindPolicy;
import dev.headwater.cachepolicy.ResourceKind;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.http.caching.TargetedFields;
import dev.headwater.edge.rule.KindRule;
import dev.headwater.platform.store.ObjectKey;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Knows the kinds of resource that the policy names, and nothing else. Immutable. */
public final class KindRouter implements Router {
  /** What no kind matches will never exist, unless a new policy says so. */
  private static final Duration UNKNOWN_PATH_LIFETIME = Duration.ofSeconds(10);

  private final CachePolicy policy;
  private final boolean tokensGoOn;
  private final Map<ResourceKind, KindRule> rules = new EnumMap<>(ResourceKind.class);

  /**
   * A router for the kinds of a policy.
   *
   * @param targets the fields that speak to this cache (RFC 9213)
   * @param tokensGoOn whether the source is shown the viewer's token
   */
  public KindRouter(CachePolicy policy, TargetedFields targets, boolean tokensGoOn) {
    this.policy = policy;
    this.tokensGoOn = tokensGoOn;
    for (KindPolicy kind : policy.kinds()) {
      rules.put(kind.kind(), new KindRule(kind, targets));
    }
  }

  @Override
  public Routing route(String uri) {
    return switch (Normalization.of(uri)) {
      case Normalization.Rejected(Failure failure) -> new Routing.Refused(failure);
      case Normalization.Accepted(RequestTarget target) -> classify(target, uri);
    };
  }

  private Routing classify(RequestTarget target, String uri) {
    Optional<Classification> what = policy.classify(target.path());
    if (what.isEmpty() || !ObjectKey.isValid(target.path().substring(1))) {
      return new Routing.Refused(new Failure.NotFound(UNKNOWN_PATH_LIFETIME));
    }
    String token = target.token();
    String asked =
        tokensGoOn && token != null
            ? Normalization.TOKEN_PREFIX + token + target.path()
            : target.path();
    String query;
    try {
      query = query(what.get().policy().kind(), uri);
    } catch (IllegalArgumentException e) {
      return new Routing.Refused(new Failure.Malformed(String.valueOf(e.getMessage())));
    }
    KindRule rule = Objects.requireNonNull(rules.get(what.get().policy().kind()));
    return new Routing.Routed(new Route(target.path() + query, asked + query, token, rule, what));
  }

  /** What a query means to resources of a kind, in one form. */
  private static String query(ResourceKind kind, String uri) {
    return switch (kind) {
      case LIVE_MEDIA_PLAYLIST -> DeliveryDirectives.of(uri).query();
      case LIVE_MULTIVARIANT_PLAYLIST, LIVE_MPD -> DeliveryDirectives.windowOf(uri).query();
      default -> "";
    };
  }

  @Override
  public boolean readsOnly() {
    return true;
  }
}
