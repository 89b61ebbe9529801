package dev.headwater.platform.token;

import dev.headwater.platform.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * A key that signs and verifies playback tokens for one consumer, such as one CDN. Immutable.
 *
 * @param kid names the key in a token's header (RFC 7515, section 4.1.4)
 * @param secret 64 hexadecimal digits
 */
public record TokenKey(String kid, Secret secret) {
  /** HMAC with SHA-256 wants a key at least as long as its output (RFC 7518, section 3.2). */
  private static final int KEY_BYTES = 32;

  public TokenKey {
    if (!kid.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(
          "kid: '" + kid + "' (expected: 1 to 64 letters, digits, '-' or '_')");
    }
    if (!secret.value().matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("secret: *** (expected: 64 hexadecimal digits)");
    }
  }

  /**
   * The key of one consumer, derived (HKDF, RFC 5869) from a root that stays in the control plane,
   * so that what a consumer holds opens nothing but its own tokens.
   *
   * @param root 64 hexadecimal digits
   */
  public static TokenKey derive(Secret root, String consumer, int generation) {
    String kid = consumer + "-" + generation;
    try {
      SecretKey key =
          KDF.getInstance("HKDF-SHA256")
              .deriveKey(
                  "Generic",
                  HKDFParameterSpec.ofExtract()
                      .addIKM(HexFormat.of().parseHex(root.value()))
                      .thenExpand(
                          ("headwater playback " + kid).getBytes(StandardCharsets.UTF_8),
                          KEY_BYTES));
      return new TokenKey(kid, new Secret(HexFormat.of().formatHex(key.getEncoded())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF-SHA256 is missing from this JDK", e);
    }
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(secret.value());
  }
}
