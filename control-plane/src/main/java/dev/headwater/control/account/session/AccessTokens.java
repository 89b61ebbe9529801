package dev.headwater.control.account.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.headwater.control.account.AccountSettings;
import dev.headwater.control.account.Caller;
import dev.headwater.control.account.Role;
import dev.headwater.control.account.signing.SigningKey;
import dev.headwater.control.account.signing.SigningKeys;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;

/**
 * Makes and checks the tokens that people show with each call: JWT, ES256 (RFC 7519, RFC 7518).
 * Thread-safe.
 */
public final class AccessTokens {
  /** Ours are under 400 characters; anything much longer is an attempt to keep us busy. */
  private static final int MAX_LENGTH = 2048;

  /** About a kilobyte each; who calls often shows the same token again and again. */
  private static final long REMEMBERED = 10_000;

  /** Tokens by the name of the key that signed them: finding that out costs more than a call. */
  private final Cache<String, String> genuine;

  private final SigningKeys keys;
  private final String issuer;
  private final Duration life;
  private final InstantSource clock;

  public AccessTokens(SigningKeys keys, AccountSettings settings, InstantSource clock) {
    this.genuine =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(settings.accessTokenLife())
            .build();
    this.keys = keys;
    this.issuer = settings.issuer();
    this.life = settings.accessTokenLife();
    this.clock = clock;
  }

  Duration life() {
    return life;
  }

  String issue(Caller.Person person) {
    SigningKey key = keys.current();
    Instant now = clock.instant();
    String input =
        encode(new JsonObject().put("alg", "ES256").put("typ", "JWT").put("kid", key.kid()))
            + "."
            + encode(
                new JsonObject()
                    .put("iss", issuer)
                    .put("sub", person.id())
                    .put("sid", person.session())
                    .put("role", person.role().word())
                    .put("iat", now.getEpochSecond())
                    .put("exp", now.plus(life).getEpochSecond()));
    return input + "." + SigningKey.ENCODER.encodeToString(key.sign(ascii(input)));
  }

  /**
   * Refused with 401 where the token isn't one of ours or is too old. The algorithm is fixed: a
   * header that names another one is refused (RFC 8725, section 3.1).
   */
  public Caller.Person verify(String token) {
    String[] parts = token.split("\\.", -1);
    if (token.length() > MAX_LENGTH || parts.length != 3) {
      throw refused("the access token is malformed");
    }
    try {
      JsonObject header = decode(parts[0]);
      byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
      boolean genuine =
          "ES256".equals(header.getString("alg"))
              && keys.byId(header.getString("kid", ""))
                  .filter(key -> isSignedBy(key, token, signature))
                  .isPresent();
      if (!genuine) {
        throw refused("the access token's signature is wrong");
      }
      return person(decode(parts[1]));
    } catch (IllegalArgumentException
        | DecodeException
        | ClassCastException
        | NullPointerException e) {
      throw refused("the access token is malformed");
    }
  }

  private boolean isSignedBy(SigningKey key, String token, byte[] signature) {
    if (key.kid().equals(genuine.getIfPresent(token))) {
      return true;
    }
    boolean signed = key.verifies(ascii(token.substring(0, token.lastIndexOf('.'))), signature);
    if (signed) {
      genuine.put(token, key.kid());
    }
    return signed;
  }

  private Caller.Person person(JsonObject claims) {
    if (!issuer.equals(claims.getString("iss"))) {
      throw refused("the access token is of another issuer");
    }
    if (clock.instant().getEpochSecond() >= claims.getLong("exp")) {
      throw refused("the access token has expired");
    }
    return new Caller.Person(
        claims.getString("sub").strip(),
        Role.of(claims.getString("role")),
        claims.getString("sid").strip());
  }

  private static RefusedException refused(String detail) {
    return new RefusedException(Reason.UNAUTHENTICATED, detail);
  }

  private static String encode(JsonObject json) {
    return SigningKey.ENCODER.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
  }

  private static JsonObject decode(String part) {
    return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(part)));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
