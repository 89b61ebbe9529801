package dev.headwater.control.playback.key;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.token.TokenKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What all keys are derived from (HMAC-SHA-256 as a key derivation function, NIST SP 800-108). It
 * never leaves the control plane, and no key tells of another. Immutable.
 */
final class KeyRoot {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int FINGERPRINT_DIGITS = 16;

  private static final Pattern ZERO = Pattern.compile("([0-9a-f]{2})*?00([0-9a-f]{2})*");

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

  /**
   * No octet of a CDN's key is zero: some of their programs hold it as a string, which that ends.
   */
  TokenKey key(PlaybackKey key) {
    String what = "token key\n" + key.consumer() + "\n" + key.generation();
    String secret = derive(what);
    for (int again = 1; !key.isTold() && ZERO.matcher(secret).matches(); again++) {
      secret = derive(what + "\n" + again);
    }
    return new TokenKey(key.kid(), new Secret(secret));
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
