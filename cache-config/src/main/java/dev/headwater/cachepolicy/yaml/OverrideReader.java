package dev.headwater.cachepolicy.yaml;

import dev.headwater.cachepolicy.KindPolicy;
import dev.headwater.cachepolicy.PolicyOverride;
import dev.headwater.cachepolicy.ResourceKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what a policy says of single titles, channels and publishers. Immutable.
 *
 * @param kinds as they are for all
 */
record OverrideReader(KindReader reader, List<KindPolicy> kinds) {
  private static final String PUBLISHER = PolicyOverride.PUBLISHER;

  private static final List<String> UNTOLD = List.of("stale-while-revalidate", "stale-if-error");

  /**
   * Reads one.
   *
   * @param before those that stand before it
   */
  PolicyOverride override(PolicyNode node, List<PolicyOverride> before) {
    String variable = node.has("title") ? "title" : node.has(PUBLISHER) ? PUBLISHER : "channel";
    String id = node.parsed(variable, OverrideReader::id);
    if (before.stream().anyMatch(one -> one.variable().equals(variable) && one.id().equals(id))) {
      throw node.error(variable, "each title, channel and publisher once");
    }
    List<ResourceKind> named = node.constants("kinds", ResourceKind.class);
    if (named.isEmpty()) {
      throw node.error("kinds", "at least one");
    }
    PolicyNode lifetimes = node.child("lifetimes");
    if (variable.equals(PUBLISHER)) {
      checkPublisher(lifetimes);
    }
    Map<ResourceKind, KindPolicy> changed = new EnumMap<>(ResourceKind.class);
    for (ResourceKind kind : named) {
      KindPolicy usual = named(node, kind, variable);
      changed.put(kind, usual.with(reader.terms(lifetimes, usual.terms()), reader.target()));
    }
    node.end();
    return new PolicyOverride(variable, id, changed);
  }

  /** Who knows no more than answers tell has the same bounds for all publishers. */
  private static void checkPublisher(PolicyNode lifetimes) {
    for (String key : UNTOLD) {
      if (lifetimes.has(key)) {
        throw lifetimes.error(
            key, "none of a publisher's: edges and CDNs don't know whose something is");
      }
    }
  }

  private KindPolicy named(PolicyNode node, ResourceKind kind, String variable) {
    return kinds.stream()
        .filter(one -> one.kind() == kind && isOf(one, variable))
        .findFirst()
        .orElseThrow(
            () -> node.error("kinds", "kinds of this policy whose match has " + parts(variable)));
  }

  private static boolean isOf(KindPolicy kind, String variable) {
    List<String> names = kind.match().variables();
    return variable.equals(PUBLISHER)
        ? names.contains("channel") || names.containsAll(List.of("title", "epoch"))
        : names.contains(variable);
  }

  private static String parts(String variable) {
    return variable.equals(PUBLISHER) ? "{channel}, or {title} and {epoch}" : "{" + variable + "}";
  }

  private static String id(String text) {
    if (!text.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(
          "'" + text + "' (expected: the ID of a title, channel or publisher)");
    }
    return text;
  }
}
