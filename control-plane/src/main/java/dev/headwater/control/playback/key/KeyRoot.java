package dev.headwater.control.playback.key;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.token.TokenKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What all keys are derived from (HMAC-SHA-256 as a key derivation function, NIST SP 800-108). It
 * never leaves the control plane, and no key tells of another. Immutable.
 */
final class KeyRoot {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int FINGERPRINT_DIGITS = 16;

  private final SecretKeySpec root;
  private final String fingerprint;

  /**
   * @param secret 64 hexadecimal digits
   */
  KeyRoot(Secret secret) {
    this.root = new SecretKeySpec(HexFormat.of().parseHex(secret.value()), ALGORITHM);
    this.fingerprint = derive("fingerprint").substring(0, FINGERPRINT_DIGITS);
  }

  /** Tells roots apart, and nothing of what they are. */
  String fingerprint() {
    return fingerprint;
  }

  TokenKey key(PlaybackKey key) {
    return new TokenKey(
        key.kid(), new Secret(derive("token key\n" + key.consumer() + "\n" + key.generation())));
  }

  private String derive(String what) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(root);
      return HexFormat.of()
          .formatHex(mac.doFinal(("headwater playback " + what).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is missing from this JDK", e);
    }
  }
}
