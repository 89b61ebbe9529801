package dev.headwater.cachepolicy;

import java.util.Map;

/**
 * What the policy says of one title, of one channel, or of all of one publisher, instead of what it
 * says of all. Immutable.
 *
 * @param variable what is named: title or channel, as the path does, or publisher
 * @param id whose
 * @param kinds that are cached otherwise
 */
public record PolicyOverride(String variable, String id, Map<ResourceKind, KindPolicy> kinds) {
  /** What no path names: who made a title or channel. */
  public static final String PUBLISHER = "publisher";

  public PolicyOverride {
    kinds = Map.copyOf(kinds);
  }

  /** Whether it is of all of a publisher, which a node has to know from elsewhere than the path. */
  public boolean isOfPublisher() {
    return variable.equals(PUBLISHER);
  }

  /** As it is said: {@code title t1}. */
  public String whose() {
    return variable + " " + id;
  }
}
