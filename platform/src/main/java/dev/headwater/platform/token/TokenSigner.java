package dev.headwater.platform.token;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** Makes playback tokens: compact JWS, HS256, canonical JSON (RFC 7515, 7519). Immutable. */
public final class TokenSigner {
  private final TokenKey key;
  private final String header;

  public TokenSigner(TokenKey key) {
    this.key = key;
    this.header = encode(new JsonObject().put("alg", "HS256").put("kid", key.kid()));
  }

  public String sign(PlaybackClaims claims) {
    String signingInput = header + "." + encode(claims.toJson());
    return signingInput
        + "."
        + JwsSignature.ENCODER.encodeToString(JwsSignature.sign(signingInput, key));
  }

  private static String encode(JsonObject json) {
    return JwsSignature.ENCODER.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
  }
}
