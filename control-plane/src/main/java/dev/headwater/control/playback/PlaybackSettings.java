package dev.headwater.control.playback;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import dev.headwater.platform.token.TokenKey;
import java.time.Duration;

/** The tokens that private titles are played with. Immutable. */
public record PlaybackSettings(
    @Setting(value = "control-1", doc = "Id of the key that signs playback tokens.")
        String tokenKid,
    @Setting(doc = "That key, 64 hexadecimal digits; the data plane has to know it too.")
        Secret tokenSecret,
    @Setting(value = "6h", doc = "How long a playback token is good.") Duration tokenLife) {

  public PlaybackSettings {
    if (new TokenKey(tokenKid, tokenSecret).kid().isEmpty() || tokenLife.toSeconds() < 1) {
      throw new IllegalArgumentException("token-life: " + tokenLife + " (expected: >= 1s)");
    }
  }

  TokenKey key() {
    return new TokenKey(tokenKid, tokenSecret);
  }
}
