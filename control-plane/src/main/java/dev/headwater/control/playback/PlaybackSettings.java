package dev.headwater.control.playback;

import dev.headwater.control.playback.key.KeySettings;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import java.time.Duration;

/** The tokens that private titles and channels are played with. Immutable. */
public record PlaybackSettings(
    @Setting(
            doc =
                "The root that keys of playback tokens are derived from, 64 hexadecimal digits, the same on all control planes; a new one makes new keys at once.")
        Secret tokenSecret,
    @Setting(value = "6h", doc = "How long a playback token of a title is good.")
        Duration tokenLife,
    @Setting(value = "12h", doc = "How long a playback token of a channel is good.")
        Duration liveTokenLife,
    @Setting(
            value = "false",
            doc = "Whether a token may be used from the address alone that asked for it.")
        boolean bindAddress,
    @Setting(
            value = "0",
            doc =
                "How many private titles and channels a person may play at once; 0: any number. Nodes tell who plays: behind a CDN that checks tokens itself they don't see it.")
        int maxStreams,
    @Setting(
            value = "1m",
            doc = "A playback session that no node has seen for so long counts no more.")
        Duration streamIdle,
    KeySettings keys) {

  /**
   * How long after its end a token may still be taken somewhere: more than {@code tokens.grace} of
   * any node.
   */
  private static final Duration LONGEST_GRACE = Duration.ofDays(1);

  /** Nodes tell of a session every few seconds. */
  private static final Duration LEAST_IDLE = Duration.ofSeconds(10);

  public PlaybackSettings {
    if (!tokenSecret.value().matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("token-secret: *** (expected: 64 hexadecimal digits)");
    }
    if (tokenLife.toSeconds() < 1) {
      throw new IllegalArgumentException("token-life: " + tokenLife + " (expected: >= 1s)");
    }
    if (liveTokenLife.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "live-token-life: " + liveTokenLife + " (expected: >= 1s)");
    }
    if (maxStreams < 0) {
      throw new IllegalArgumentException("max-streams: " + maxStreams + " (expected: >= 0)");
    }
    if (streamIdle.compareTo(LEAST_IDLE) < 0) {
      throw new IllegalArgumentException(
          "stream-idle: " + streamIdle + " (expected: >= " + LEAST_IDLE.toSeconds() + "s)");
    }
  }

  /** For how long a token that is given out now has to be known of. */
  public Duration tokensKnown() {
    Duration longest = tokenLife.compareTo(liveTokenLife) > 0 ? tokenLife : liveTokenLife;
    return longest.plus(LONGEST_GRACE);
  }
}
