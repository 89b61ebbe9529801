package dev.headwater.edge.request;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.Classification;
import dev.headwater.cachepolicy.KeyPolicy;
import dev.headwater.cachepolicy.KindPolicy;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.http.caching.TargetedFields;
import dev.headwater.edge.rule.KindRule;
import dev.headwater.platform.store.ObjectKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Knows the kinds of resource that the policy names, and nothing else. Immutable. */
public final class KindRouter implements Router {
  /** What no kind matches will never exist, unless a new policy says so. */
  private static final Duration UNKNOWN_PATH_LIFETIME = Duration.ofSeconds(10);

  private final CachePolicy policy;
  private final boolean tokensGoOn;
  private final IdentityHashMap<KindPolicy, Known> known = new IdentityHashMap<>();

  /**
   * What is made of a kind once.
   *
   * @param others what counts of the query besides what its bytes depend on
   * @param publishers its rules where it is one of theirs
   */
  private record Known(KindRule rule, KeyPolicy others, Map<String, KindRule> publishers) {
    static Known of(KindPolicy kind, TargetedFields targets) {
      List<String> names = new ArrayList<>(kind.key().query());
      names.removeAll(kind.kind().parameters());
      return new Known(new KindRule(kind, targets), new KeyPolicy(names), Map.of());
    }

    Known with(Map<String, KindRule> own) {
      return new Known(rule, others, Map.copyOf(own));
    }
  }

  /**
   * A router for the kinds of a policy.
   *
   * @param targets the fields that speak to this cache (RFC 9213)
   * @param tokensGoOn whether the source is shown the viewer's token
   */
  public KindRouter(CachePolicy policy, TargetedFields targets, boolean tokensGoOn) {
    this.policy = policy;
    this.tokensGoOn = tokensGoOn;
    for (KindPolicy kind : policy.everyKind()) {
      known.put(kind, Known.of(kind, targets));
    }
    policy.kinds().forEach(this::knowPublishers);
  }

  /** Of a single title or channel the policy says more than of who made it. */
  private void knowPublishers(KindPolicy kind) {
    Map<String, KindRule> rules = new HashMap<>();
    policy.publishers(kind.kind()).forEach((id, own) -> rules.put(id, known(own).rule()));
    known.put(kind, known(kind).with(rules));
  }

  private Known known(KindPolicy kind) {
    return Objects.requireNonNull(known.get(kind));
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
    Known kind = known(what.get().policy());
    String query;
    try {
      query = query(kind, uri);
    } catch (IllegalArgumentException e) {
      return new Routing.Refused(new Failure.Malformed(String.valueOf(e.getMessage())));
    }
    return new Routing.Routed(
        new Route(
            target.path() + query, asked + query, token, kind.rule(), what, kind.publishers()));
  }

  /** What counts of a query, in one form. */
  private static String query(Known kind, String uri) {
    String own =
        switch (kind.rule().policy().kind()) {
          case LIVE_MEDIA_PLAYLIST -> DeliveryDirectives.of(uri).query();
          case LIVE_MULTIVARIANT_PLAYLIST, LIVE_MPD -> DeliveryDirectives.windowOf(uri).query();
          default -> "";
        };
    String others = kind.others().isWithoutQuery() ? "" : others(kind.others(), uri);
    return own.isEmpty() || others.isEmpty() ? own + others : own + '&' + others.substring(1);
  }

  private static String others(KeyPolicy key, String uri) {
    Map<String, String> parameters = QueryParameters.of(uri);
    for (String name : key.query()) {
      int length = parameters.getOrDefault(name, "").length();
      if (length > KeyPolicy.LONGEST_VALUE) {
        throw new IllegalArgumentException(
            "%s: %d characters (expected: at most %d)"
                .formatted(name, length, KeyPolicy.LONGEST_VALUE));
      }
    }
    String query = key.query(parameters);
    if (!query.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("the query has a character that no parameter here has");
    }
    return query;
  }

  @Override
  public boolean readsOnly() {
    return true;
  }
}
