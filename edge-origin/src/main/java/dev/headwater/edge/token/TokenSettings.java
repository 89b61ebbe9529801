package dev.headwater.edge.token;

import dev.headwater.platform.settings.Setting;
import dev.headwater.platform.token.TokenKey;
import java.time.Duration;
import java.util.List;

/**
 * How playback tokens are checked. Immutable.
 *
 * @param keys that are good for as long as the node runs, beside those that the feed tells of
 */
public record TokenSettings(
    @Setting(
            doc =
                "Keys that tokens are verified with, beside those of the control feed: for signers of your own, or without a feed.")
        List<TokenKey> keys,
    @Setting(value = "10s", doc = "How far the clock of who signs may be ahead or behind.")
        Duration clockSkew,
    @Setting(
            value = "6h",
            doc =
                "How long after its end a token is still good while the control feed is silent, since nobody can get a new one then.")
        Duration grace) {
  /** More would undo what {@code exp} is for. */
  private static final Duration MOST_SKEW = Duration.ofMinutes(5);

  /** For so long after a token's end the control plane has it remembered that it was revoked. */
  private static final Duration MOST_GRACE = Duration.ofDays(1);

  public TokenSettings {
    keys = List.copyOf(keys);
    if (keys.stream().map(TokenKey::kid).distinct().count() < keys.size()) {
      throw new IllegalArgumentException("keys: a kid stands twice (expected: each once)");
    }
    if (clockSkew.isNegative() || clockSkew.compareTo(MOST_SKEW) > 0) {
      throw new IllegalArgumentException(
          "clock-skew: " + clockSkew + " (expected: 0s to " + MOST_SKEW.toMinutes() + "m)");
    }
    if (grace.isNegative() || grace.plus(clockSkew).compareTo(MOST_GRACE) > 0) {
      throw new IllegalArgumentException(
          "grace: " + grace + " (expected: 0s to " + MOST_GRACE.toHours() + "h, less clock-skew)");
    }
  }
}
