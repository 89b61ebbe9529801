package dev.headwater.edge.policy;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.DurationText;
import dev.headwater.cachepolicy.yaml.PolicyException;
import dev.headwater.cachepolicy.yaml.PolicyReader;
import dev.headwater.cachepolicy.yaml.PolicyText;
import dev.headwater.platform.channel.Latency;
import java.time.Duration;
import java.util.Arrays;

/**
 * A policy that may be used. Immutable.
 *
 * @param version what tells it from others
 */
public record LoadedPolicy(CachePolicy policy, String version) {
  /**
   * A policy is checked for the shortest target duration: channels of none here have a shorter one.
   */
  private static final Duration SHORTEST =
      Duration.ofSeconds(
          Arrays.stream(Latency.values())
              .mapToInt(Latency::targetDurationSeconds)
              .min()
              .orElseThrow());

  public static LoadedPolicy shipped() {
    return of(PolicyReader.shippedText());
  }

  /** Fails with PolicyException where it can't be used. */
  public static LoadedPolicy of(PolicyText text) {
    CachePolicy policy = PolicyReader.checked(text);
    if (policy.targetDuration().compareTo(SHORTEST) > 0) {
      throw new PolicyException(
          "%s: target-duration: %s (expected: at most %s, which channels here have)"
              .formatted(
                  text.name(),
                  DurationText.of(policy.targetDuration()),
                  DurationText.of(SHORTEST)));
    }
    return new LoadedPolicy(policy, text.version());
  }
}
