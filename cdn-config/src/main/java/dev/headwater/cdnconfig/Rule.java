package dev.headwater.cdnconfig;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.DurationText;
import dev.headwater.cachepolicy.KindPolicy;
import dev.headwater.cachepolicy.Lifetimes;
import dev.headwater.cachepolicy.PolicyOverride;
import dev.headwater.cachepolicy.TokenNeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How the resources of one kind are cached, of all titles and channels or of one. Immutable.
 *
 * @param kind what the policy says of them
 * @param only the variable and its value where they are those of one title or channel
 * @param differs whether publishers may have it otherwise, so that these lifetimes are the shortest
 */
record Rule(KindPolicy kind, Map<String, String> only, boolean differs) {
  Rule(KindPolicy kind, Map<String, String> only) {
    this(kind, only, false);
  }

  /**
   * Those of a policy, in an order in which the first one that matches a path has it. No path tells
   * who made a title: all are kept as long as those of any publisher may be.
   */
  static List<Rule> of(CachePolicy policy) {
    List<Rule> rules = new ArrayList<>();
    for (PolicyOverride one : policy.overrides()) {
      if (one.isOfPublisher()) {
        continue;
      }
      Map<String, String> only = Map.of(one.variable(), one.id());
      one.kinds().values().stream()
          .sorted(Comparator.comparing(KindPolicy::kind))
          .forEach(kind -> rules.add(new Rule(kind, only)));
    }
    policy
        .kinds()
        .forEach(kind ->
            rules.add(
                new Rule(
                    policy.ofAnyPublisher(kind),
                    Map.of(),
                    !policy.publishers(kind.kind()).isEmpty())));
    return rules;
  }

  /** Of the path, with nothing before or after it. */
  String regex() {
    return kind.match().regex(only);
  }

  String name() {
    StringBuilder name = new StringBuilder(kind.kind().word());
    only.forEach((variable, id) -> name.append(" of ").append(variable).append(' ').append(id));
    return name.toString();
  }

  /** Whether a shared cache may keep any of it: lifetimes count in whole seconds. */
  boolean isKept() {
    return kind.token() != TokenNeed.ALWAYS && (followsOrigin() || !cdn().isZero());
  }

  /**
   * Whether a node says lifetimes in Cache-Control that are as good for a CDN: those of live
   * channels, of which it knows the target duration, and which names are there.
   */
  boolean followsOrigin() {
    return kind.kind().isLive();
  }

  /** Whether it gets older while it is kept, so that a viewer must never have an old one. */
  boolean ages() {
    return kind.kind().isLivePlaylist();
  }

  Duration cdn() {
    return Duration.ofSeconds(kind.lifetimes().cdn().toSeconds());
  }

  Duration notFound() {
    return Duration.ofSeconds(kind.lifetimes().notFound().toSeconds());
  }

  boolean servesWhileItAsks() {
    return !kind.lifetimes().staleWhileRevalidate().isZero();
  }

  boolean servesWhereThatFails() {
    return !kind.lifetimes().staleIfError().isZero();
  }

  /** What it is and how it is cached, in a line. */
  String comment() {
    if (!isKept()) {
      return name() + ": never kept";
    }
    Lifetimes lifetimes = kind.lifetimes();
    return name()
        + (followsOrigin()
            ? ": kept as long as the origin says"
            : ": kept %s (viewers %s), 404 %s"
                .formatted(
                    DurationText.of(cdn()),
                    DurationText.of(lifetimes.browser()),
                    DurationText.of(notFound())))
        + (servesWhileItAsks()
            ? "; stale for %s while it asks"
                .formatted(DurationText.of(lifetimes.staleWhileRevalidate()))
            : "")
        + (servesWhereThatFails()
            ? "; stale for %s where that fails".formatted(DurationText.of(lifetimes.staleIfError()))
            : "");
  }
}
