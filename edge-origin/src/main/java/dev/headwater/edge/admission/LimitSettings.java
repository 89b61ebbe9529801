package dev.headwater.edge.admission;

import dev.headwater.platform.settings.Setting;
import java.util.List;

/**
 * The settings of what one client may ask. Immutable.
 *
 * @param requestsPerSecond of one playback session, or one address
 * @param trustedProxies who may name a client's address
 */
public record LimitSettings(
    @Setting(
            value = "200000",
            doc =
                "How many requests a second one client may make, known by its token's session or its address, before it is answered 429; 0: any number.")
        int requestsPerSecond,
    @Setting(
            doc =
                "Proxies whose X-Forwarded-For is believed, as addresses or networks such as 10.0.0.0/8.")
        List<String> trustedProxies) {
  public LimitSettings {
    if (requestsPerSecond < 0) {
      throw new IllegalArgumentException(
          "requests-per-second: " + requestsPerSecond + " (expected: >= 0)");
    }
    trustedProxies = List.copyOf(trustedProxies);
    proxies(trustedProxies);
  }

  /** Who is believed. */
  public TrustedProxies proxies() {
    return proxies(trustedProxies);
  }

  private static TrustedProxies proxies(List<String> networks) {
    try {
      return TrustedProxies.of(networks);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("trusted-proxies: " + e.getMessage(), e);
    }
  }
}
