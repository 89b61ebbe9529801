package dev.headwater.cdnconfig;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.token.PlaybackClaims;
import dev.headwater.platform.token.TokenKey;
import dev.headwater.platform.token.TokenSigner;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A playback token, as the control plane signs it for one CDN. */
final class SignedToken {
  private static final String SECRET = "01".repeat(32);

  /** The key of the CDN under test, as the control plane tells it. */
  static final JsonObject KEY = new JsonObject().put("kid", "cdn-1").put("secret", SECRET);

  private SignedToken() {}

  /** Good for an hour, and for one viewer. */
  static String of(String prefix) {
    return of(prefix, "cdn-1", Duration.ofHours(1));
  }

  /** One that opens everything, by another key of that name. */
  static String by(byte[] key) {
    long now = Instant.now().getEpochSecond();
    String header = "{\"alg\":\"HS256\",\"kid\":\"cdn-1\"}";
    String claims =
        "{\"exp\":%d,\"iat\":%d,\"nbf\":%d,\"pfx\":\"/\",\"sid\":\"s\",\"sub\":\"v\"}"
            .formatted(now + 60, now, now - 60);
    return ViewerTokens.forged(header, claims, key);
  }

  /** The same of another key, or another life. */
  static String of(String prefix, String kid, Duration left) {
    Instant now = Instant.now();
    Instant began = now.minus(Duration.ofHours(2));
    return new TokenSigner(new TokenKey(kid, new Secret(SECRET)))
        .sign(
            new PlaybackClaims(
                "p1",
                UUID.randomUUID().toString(),
                prefix,
                new PlaybackClaims.Life(began, began, now.plus(left)),
                PlaybackClaims.Limits.NONE));
  }
}
