package dev.headwater.cachepolicy.yaml;

import dev.headwater.cachepolicy.DurationText;
import dev.headwater.cachepolicy.KindPolicy;
import dev.headwater.cachepolicy.KindPolicy.Tier;
import dev.headwater.cachepolicy.Lifetime;
import dev.headwater.cachepolicy.LifetimeTerms;
import dev.headwater.cachepolicy.MediaType;
import dev.headwater.cachepolicy.PathTemplate;
import dev.headwater.cachepolicy.Priority;
import dev.headwater.cachepolicy.ResourceKind;
import dev.headwater.cachepolicy.TagTemplate;
import dev.headwater.cachepolicy.TokenNeed;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the kinds of a policy. Immutable.
 *
 * @param target the policy's target duration
 */
record KindReader(Duration target) {
  /** Ten years: what is longer is a slip of the pen. */
  private static final Duration LONGEST = Duration.ofDays(3_653);

  /** Each is sent with each response, and remembered with each that is stored. */
  private static final int MOST_TAGS = 16;

  private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?) target");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(KiB|MiB|GiB)");

  /**
   * Reads one.
   *
   * @param before those that stand before it
   */
  KindPolicy kind(PolicyNode node, List<KindPolicy> before) {
    ResourceKind kind = node.constant("kind", ResourceKind.class);
    if (before.stream().anyMatch(other -> other.kind() == kind)) {
      throw node.error("kind", "each kind once");
    }
    LifetimeTerms terms = terms(node.child("lifetimes"));
    KindPolicy policy =
        new KindPolicy(
            kind,
            match(node, before),
            node.parsed("content-type", MediaType::of),
            terms,
            terms.at(target),
            KeyReader.key(node, before),
            node.parsedList("tags", MOST_TAGS, TagTemplate::new),
            node.truth("immutable"),
            node.truth("compress"),
            node.constant("priority", Priority.class),
            node.constant("token", TokenNeed.class),
            tiers(node.child("tiers")));
    node.end();
    checkTags(node, policy);
    return policy;
  }

  private static PathTemplate match(PolicyNode node, List<KindPolicy> before) {
    PathTemplate match = node.parsed("match", PathTemplate::parse);
    for (KindPolicy other : before) {
      match
          .overlap(other.match())
          .ifPresent(path -> {
            throw node.error(
                "match", "no path of " + other.kind().word() + ", which has " + path + " too");
          });
    }
    return match;
  }

  private static void checkTags(PolicyNode node, KindPolicy policy) {
    for (TagTemplate tag : policy.tags()) {
      for (String variable : tag.variables()) {
        if (!policy.match().variables().contains(variable)) {
          throw node.error("tags", "variables of match; it has no {" + variable + "}");
        }
      }
    }
  }

  private LifetimeTerms terms(PolicyNode node) {
    LifetimeTerms terms =
        new LifetimeTerms(
            node.parsed("browser", KindReader::lifetime),
            node.parsed("cdn", KindReader::lifetime),
            node.parsed("origin", KindReader::lifetime),
            node.parsed("stale-while-revalidate", KindReader::lifetime),
            node.parsed("stale-if-error", KindReader::lifetime),
            node.parsed("not-found", KindReader::lifetime));
    node.end();
    return terms;
  }

  /** The same, where what isn't said stays as it is. */
  LifetimeTerms terms(PolicyNode node, LifetimeTerms otherwise) {
    LifetimeTerms terms =
        new LifetimeTerms(
            lifetime(node, "browser", otherwise.browser()),
            lifetime(node, "cdn", otherwise.cdn()),
            lifetime(node, "origin", otherwise.origin()),
            lifetime(node, "stale-while-revalidate", otherwise.staleWhileRevalidate()),
            lifetime(node, "stale-if-error", otherwise.staleIfError()),
            lifetime(node, "not-found", otherwise.notFound()));
    node.end();
    return terms;
  }

  private static Lifetime lifetime(PolicyNode node, String key, Lifetime otherwise) {
    return node.optional(key, KindReader::lifetime).orElse(otherwise);
  }

  static Lifetime lifetime(String text) {
    Matcher share = SHARE.matcher(text);
    if (share.matches()) {
      return new Lifetime.Targets(Double.parseDouble(share.group(1)));
    }
    return DurationText.parse(text)
        .filter(time -> time.compareTo(LONGEST) <= 0)
        .<Lifetime>map(Lifetime.Fixed::new)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'"
                    + text
                    + "' (expected: a time such as 30s, 5m, 24h or 365d, at most ten years, or a"
                    + " share of the target duration, as in 0.5 target)"));
  }

  private static Map<Tier, Long> tiers(PolicyNode node) {
    Map<Tier, Long> tiers = new EnumMap<>(Tier.class);
    for (Tier tier : Tier.values()) {
      node.optional(PolicyNode.word(tier), KindReader::size)
          .ifPresent(largest -> tiers.put(tier, largest));
    }
    node.end();
    return tiers;
  }

  private static Long size(String text) {
    Matcher size = SIZE.matcher(text);
    if (text.equals("any")) {
      return Long.MAX_VALUE;
    }
    if (!size.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' (expected: the largest object, such as 512KiB or 8MiB, or any)");
    }
    int shift =
        switch (size.group(2)) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          default -> 30;
        };
    return Long.parseLong(size.group(1)) << shift;
  }
}
