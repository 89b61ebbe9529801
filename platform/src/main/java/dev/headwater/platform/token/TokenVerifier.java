package dev.headwater.platform.token;

import dev.headwater.platform.token.TokenVerification.Refused;
import dev.headwater.platform.token.TokenVerification.Signed;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks playback tokens against the keys that this consumer holds. Immutable. */
public final class TokenVerifier {
  /** Ours are under 400 characters; anything much longer is an attempt to keep us busy. */
  private static final int MAX_LENGTH = 2048;

  private final Map<String, TokenKey> keys;

  public TokenVerifier(Collection<TokenKey> keys) {
    this.keys =
        keys.stream().collect(Collectors.toUnmodifiableMap(TokenKey::kid, Function.identity()));
  }

  /** The algorithm is fixed: a header that names another one is refused (RFC 8725, section 3.1). */
  public TokenVerification verify(String token) {
    String[] parts = token.split("\\.", -1);
    if (token.length() > MAX_LENGTH || parts.length != 3 || token.indexOf('=') >= 0) {
      return new Refused("the token is malformed");
    }
    try {
      JsonObject header = decode(parts[0]);
      if (!"HS256".equals(header.getString("alg"))) {
        return new Refused("the token's algorithm is not HS256");
      }
      TokenKey key = key(header.getString("kid"));
      if (key == null) {
        return new Refused("the token's key is unknown");
      }
      byte[] expected = JwsSignature.sign(parts[0] + "." + parts[1], key);
      if (!isWritten(expected, parts[2])) {
        return new Refused("the token's signature is wrong");
      }
      return new Signed(key.kid(), PlaybackClaims.fromJson(decode(parts[1])));
    } catch (IllegalArgumentException
        | DecodeException
        | ClassCastException
        | NullPointerException
        | ArithmeticException
        | DateTimeException e) {
      return new Refused("the token is malformed");
    }
  }

  /**
   * Compared as it is written: base64url has several spellings of the last character (RFC 4648,
   * section 3.5), and a token that was revoked must not be good in another.
   */
  private static boolean isWritten(byte[] signature, String part) {
    return MessageDigest.isEqual(
        JwsSignature.ENCODER.encode(signature), part.getBytes(StandardCharsets.UTF_8));
  }

  private @Nullable TokenKey key(@Nullable String kid) {
    return kid == null ? null : keys.get(kid);
  }

  private static JsonObject decode(String part) {
    return new JsonObject(Buffer.buffer(JwsSignature.DECODER.decode(part)));
  }
}
