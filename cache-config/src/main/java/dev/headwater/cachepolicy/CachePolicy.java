package dev.headwater.cachepolicy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The caching policy: kinds of resource, of which one at most has a path, and what is cached
 * otherwise for single titles, channels and publishers. Immutable.
 */
public final class CachePolicy {
  private final Duration targetDuration;
  private final List<Layer> layers;
  private final List<KindPolicy> kinds;
  private final List<PolicyOverride> overrides;
  private final Map<String, PolicyOverride> byId = new HashMap<>();
  private final Map<ResourceKind, Map<String, KindPolicy>> publishers =
      new EnumMap<>(ResourceKind.class);

  /**
   * A policy of these parts.
   *
   * @param targetDuration the shortest of any channel: where nothing else says it, lifetimes that
   *     are shares of one are shares of this
   * @param layers of caches between the origin and viewers, from the origin outwards
   */
  public CachePolicy(
      Duration targetDuration,
      List<Layer> layers,
      List<KindPolicy> kinds,
      List<PolicyOverride> overrides) {
    this.targetDuration = targetDuration;
    this.layers = List.copyOf(layers);
    this.kinds = List.copyOf(kinds);
    this.overrides = List.copyOf(overrides);
    for (PolicyOverride one : overrides) {
      if (one.isOfPublisher()) {
        one.kinds()
            .forEach((kind, otherwise) ->
                publishers
                    .computeIfAbsent(kind, _ -> new LinkedHashMap<>())
                    .put(one.id(), otherwise));
      } else {
        byId.put(one.variable() + '/' + one.id(), one);
      }
    }
  }

  /**
   * What is said of a kind for publishers, by their IDs; what is said of a title or channel of
   * theirs counts more.
   */
  public Map<String, KindPolicy> publishers(ResourceKind kind) {
    return Collections.unmodifiableMap(publishers.getOrDefault(kind, Map.of()));
  }

  /**
   * What holds for whoever can't tell who made a title: of what is said of the kind and of any
   * publisher's, the shortest lifetimes in CDNs and of what isn't there; the rest as usual.
   */
  public KindPolicy ofAnyPublisher(KindPolicy usual) {
    KindPolicy shortest = usual;
    for (KindPolicy own : publishers(usual.kind()).values()) {
      LifetimeTerms terms = shortest.terms();
      shortest =
          shortest.with(
              new LifetimeTerms(
                  terms.browser(),
                  shorter(terms.cdn(), own.terms().cdn()),
                  terms.origin(),
                  terms.staleWhileRevalidate(),
                  terms.staleIfError(),
                  shorter(terms.notFound(), own.terms().notFound())),
              targetDuration);
    }
    return shortest;
  }

  private Lifetime shorter(Lifetime one, Lifetime other) {
    return other.at(targetDuration).compareTo(one.at(targetDuration)) < 0 ? other : one;
  }

  /** The same resource as one of that publisher's. */
  public Classification ofPublisher(Classification what, String publisher) {
    ResourceKind kind = what.policy().kind();
    KindPolicy own = publishers(kind).get(publisher);
    return own == null || override(kind, what.variables()).isPresent() ? what : what.with(own);
  }

  public Duration targetDuration() {
    return targetDuration;
  }

  public List<Layer> layers() {
    return layers;
  }

  public List<KindPolicy> kinds() {
    return kinds;
  }

  /** What is said of a kind where no override counts. */
  public KindPolicy usual(ResourceKind kind) {
    return kinds.stream().filter(one -> one.kind() == kind).findFirst().orElseThrow();
  }

  public List<PolicyOverride> overrides() {
    return overrides;
  }

  /** All that is said of any kind: of all resources, then of single ones. */
  public List<KindPolicy> everyKind() {
    List<KindPolicy> all = new ArrayList<>(kinds);
    overrides.forEach(one -> all.addAll(one.kinds().values()));
    return all;
  }

  /** Empty where no kind has the path: there is no such resource. */
  public Optional<Classification> classify(String path) {
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    List<String> segments = Arrays.asList(path.substring(1).split("/", -1));
    for (KindPolicy kind : kinds) {
      Optional<Map<String, String>> variables = kind.match().match(segments);
      if (variables.isPresent()) {
        return Optional.of(new Classification(of(kind, variables.get()), variables.get()));
      }
    }
    return Optional.empty();
  }

  private KindPolicy of(KindPolicy kind, Map<String, String> variables) {
    return override(kind.kind(), variables).map(one -> one.kinds().get(kind.kind())).orElse(kind);
  }

  /** What is said of a kind of the title or channel that a path names, of both: of the title. */
  public Optional<PolicyOverride> override(ResourceKind kind, Map<String, String> variables) {
    if (byId.isEmpty()) {
      return Optional.empty();
    }
    return Stream.of("title", "channel")
        .map(variable -> byId.get(variable + '/' + variables.get(variable)))
        .filter(one -> one != null && one.kinds().containsKey(kind))
        .findFirst();
  }
}
