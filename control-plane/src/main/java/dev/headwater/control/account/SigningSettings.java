package dev.headwater.control.account;

import dev.headwater.platform.settings.Setting;
import java.time.Duration;

/** How the keys that sign access tokens change. Immutable. */
public record SigningSettings(
    @Setting(value = "30d", doc = "How long a key signs access tokens before the next takes over.")
        Duration keyLife,
    @Setting(
            value = "1h",
            doc = "How long a key is published before it signs, and kept beyond its last token.")
        Duration keyLead) {
  /** Who checks tokens keeps the published keys for five minutes, instances read every minute. */
  private static final Duration LEAST_LEAD = Duration.ofMinutes(10);

  public SigningSettings {
    if (keyLead.compareTo(LEAST_LEAD) < 0) {
      throw new IllegalArgumentException("key-lead: " + keyLead + " (expected: >= 10m)");
    }
    if (keyLife.compareTo(keyLead.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "key-life: " + keyLife + " (expected: at least twice key-lead)");
    }
  }
}
