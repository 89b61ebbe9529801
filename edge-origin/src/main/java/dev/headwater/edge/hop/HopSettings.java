package dev.headwater.edge.hop;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import java.util.List;

/** How hops that check viewers are known. Immutable. */
public record HopSettings(
    @Setting(
            doc =
                "What CDNs and edges show in Headwater-Hop, the newest first; the others are good while they are being replaced. None: no hop is believed.")
        List<Secret> secrets) {
  /** What 128 random bits take in hexadecimal. */
  private static final int LEAST = 32;

  public HopSettings {
    secrets = List.copyOf(secrets);
    secrets.forEach(secret -> check("secrets", secret));
  }

  /** Fails with IllegalArgumentException where one could be guessed, or is no field value. */
  public static void check(String key, Secret secret) {
    if (!secret.value().matches("[!-~]{" + LEAST + ",200}")) {
      throw new IllegalArgumentException(
          key + ": *** (expected: " + LEAST + " to 200 visible characters, drawn at random)");
    }
  }
}
