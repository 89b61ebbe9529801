package dev.headwater.edge.policy;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.yaml.PolicyReader;
import dev.headwater.cachepolicy.yaml.PolicyText;

/**
 * A policy that may be used. Immutable.
 *
 * @param version what tells it from others
 */
public record LoadedPolicy(CachePolicy policy, String version) {
  public static LoadedPolicy shipped() {
    return of(PolicyReader.shippedText());
  }

  /** Fails with PolicyException where it can't be used. */
  public static LoadedPolicy of(PolicyText text) {
    return new LoadedPolicy(PolicyReader.checked(text), text.version());
  }
}
