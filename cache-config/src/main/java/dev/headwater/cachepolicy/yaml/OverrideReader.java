package dev.headwater.cachepolicy.yaml;

import dev.headwater.cachepolicy.KindPolicy;
import dev.headwater.cachepolicy.PolicyOverride;
import dev.headwater.cachepolicy.ResourceKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what a policy says of single titles and channels. Immutable.
 *
 * @param kinds as they are for all
 */
record OverrideReader(KindReader reader, List<KindPolicy> kinds) {
  /**
   * Reads one.
   *
   * @param before those that stand before it
   */
  PolicyOverride override(PolicyNode node, List<PolicyOverride> before) {
    String variable = node.has("title") ? "title" : "channel";
    String id = node.parsed(variable, OverrideReader::id);
    if (before.stream().anyMatch(one -> one.variable().equals(variable) && one.id().equals(id))) {
      throw node.error(variable, "each title and channel once");
    }
    List<ResourceKind> named = node.constants("kinds", ResourceKind.class);
    if (named.isEmpty()) {
      throw node.error("kinds", "at least one");
    }
    PolicyNode lifetimes = node.child("lifetimes");
    Map<ResourceKind, KindPolicy> changed = new EnumMap<>(ResourceKind.class);
    for (ResourceKind kind : named) {
      KindPolicy usual = named(node, kind, variable);
      changed.put(kind, usual.with(reader.terms(lifetimes, usual.terms()), reader.target()));
    }
    node.end();
    return new PolicyOverride(variable, id, changed);
  }

  private KindPolicy named(PolicyNode node, ResourceKind kind, String variable) {
    return kinds.stream()
        .filter(one -> one.kind() == kind && one.match().variables().contains(variable))
        .findFirst()
        .orElseThrow(
            () -> node.error("kinds", "kinds of this policy whose match has {" + variable + "}"));
  }

  private static String id(String text) {
    if (!text.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException("'" + text + "' (expected: the ID of a title or channel)");
    }
    return text;
  }
}
