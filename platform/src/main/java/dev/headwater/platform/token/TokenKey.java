package dev.headwater.platform.token;

import dev.headwater.platform.settings.Secret;
import java.util.HexFormat;

/**
 * A key that signs and verifies playback tokens for one consumer, such as one CDN. Immutable.
 *
 * @param kid names the key in a token's header (RFC 7515, section 4.1.4)
 * @param secret 64 hexadecimal digits: as long as the output of HMAC-SHA-256 (RFC 7518, section
 *     3.2)
 */
public record TokenKey(String kid, Secret secret) {
  public TokenKey {
    if (!kid.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(
          "kid: '" + kid + "' (expected: 1 to 64 letters, digits, '-' or '_')");
    }
    if (!secret.value().matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("secret: *** (expected: 64 hexadecimal digits)");
    }
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(secret.value());
  }
}
