package dev.headwater.control.account;

import dev.headwater.platform.settings.Setting;
import java.time.Duration;

/** How people log in and stay logged in. Immutable. */
public record AccountSettings(
    @Setting(value = "false", doc = "Whether people may make viewer accounts for themselves.")
        boolean selfRegistration,
    @Setting(value = "headwater", doc = "Issuer named in access tokens.") String issuer,
    @Setting(value = "15m", doc = "How long an access token is good.") Duration accessTokenLife,
    @Setting(value = "24h", doc = "How long a session lives after its last refresh.")
        Duration sessionLife,
    @Setting(value = "20", doc = "Failed log-ins of one account, within the window, that lock it.")
        int failuresPerAccount,
    @Setting(value = "200", doc = "Failed log-ins from one address that lock it.")
        int failuresPerAddress,
    @Setting(value = "15m", doc = "The window in which failed log-ins are counted.")
        Duration failureWindow,
    SigningSettings signing) {

  public AccountSettings {
    if (issuer.isBlank()) {
      throw new IllegalArgumentException("issuer: '' (expected: a name)");
    }
    positive("access-token-life", accessTokenLife);
    positive("session-life", sessionLife);
    positive("failure-window", failureWindow);
    if (failuresPerAccount < 1 || failuresPerAddress < 1) {
      throw new IllegalArgumentException(
          "failures-per-account, failures-per-address: %d, %d (expected: > 0)"
              .formatted(failuresPerAccount, failuresPerAddress));
    }
  }

  private static void positive(String key, Duration duration) {
    if (duration.toSeconds() < 1) {
      throw new IllegalArgumentException(key + ": " + duration + " (expected: >= 1s)");
    }
  }
}
