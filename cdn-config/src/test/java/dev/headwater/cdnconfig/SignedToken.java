package dev.headwater.cdnconfig;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A playback token, as the control plane signs it for one CDN. */
final class SignedToken {
  /** The key of the CDN under test, as the control plane tells it. */
  static final JsonObject KEY = new JsonObject().put("kid", "cdn-1").put("secret", "01".repeat(32));

  private SignedToken() {}

  /** Good for an hour. */
  static String of(String prefix) {
    return of(prefix, "cdn-1", 3600);
  }

  /** The same of another key, or another life. */
  static String of(String prefix, String kid, int seconds) {
    long now = Instant.now().getEpochSecond();
    String input =
        encoded(new JsonObject().put("alg", "HS256").put("kid", kid))
            + "."
            + encoded(
                new JsonObject()
                    .put("exp", now + seconds)
                    .put("iat", now - 7200)
                    .put("nbf", now - 7200)
                    .put("pfx", prefix)
                    .put("sid", "s" + System.nanoTime())
                    .put("sub", "p1"));
    return input + "." + signature(input);
  }

  private static String encoded(JsonObject json) {
    return base64(json.encode().getBytes(StandardCharsets.UTF_8));
  }

  private static String signature(String input) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(KEY.getString("secret")), "HmacSHA256"));
      return base64(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
