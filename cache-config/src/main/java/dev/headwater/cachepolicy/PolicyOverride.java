package dev.headwater.cachepolicy;

import java.util.Map;

/**
 * What the policy says of one title, or of one channel, instead of what it says of all. Immutable.
 *
 * @param variable of the path that names it: title or channel
 * @param id whose
 * @param kinds that are cached otherwise
 */
public record PolicyOverride(String variable, String id, Map<ResourceKind, KindPolicy> kinds) {
  public PolicyOverride {
    kinds = Map.copyOf(kinds);
  }

  /** As it is said: {@code title t1}. */
  public String whose() {
    return variable + " " + id;
  }
}
