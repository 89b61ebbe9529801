package dev.headwater.cdnconfig;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.token.PlaybackClaims;
import dev.headwater.platform.token.TokenKey;
import dev.headwater.platform.token.TokenSigner;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens as the control plane does, and such as it never would. */
final class ViewerTokens {
  static final TokenKey KEY =
      new TokenKey("varnish-1", new Secret("0f".repeat(16) + "f0".repeat(16)));

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private ViewerTokens() {}

  static String opening(String prefix) {
    return with(prefix, Optional.empty(), Duration.ZERO);
  }

  /** Of a minute, of which so much has passed. */
  static String with(String prefix, Optional<String> address, Duration passed) {
    Instant from = Instant.now().minus(passed);
    PlaybackClaims.Life life =
        new PlaybackClaims.Life(from, from.minusSeconds(60), from.plusSeconds(60));
    return new TokenSigner(KEY)
        .sign(
            new PlaybackClaims(
                "viewer", "session", prefix, life, new PlaybackClaims.Limits(address, 3)));
  }

  /** Signed, whatever it says. */
  static String forged(String header, String claims, TokenKey key) {
    return forged(header, claims, HexFormat.of().parseHex(key.secret().value()));
  }

  /** The same with a key of any length; of none, one that has a zero is the same. */
  static String forged(String header, String claims, byte[] key) {
    String input = encode(header) + "." + encode(claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA256"));
      return input
          + "."
          + ENCODER.encodeToString(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
