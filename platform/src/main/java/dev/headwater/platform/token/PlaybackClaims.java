package dev.headwater.platform.token;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a playback token says. Immutable.
 *
 * @param subject {@code sub}: who may play
 * @param sessionId {@code sid}: the playback session, for limits
 * @param pathPrefix {@code pfx}: the token opens paths that are this one or lie below it
 * @param life when it is good
 * @param limits where and how often it may be used
 */
public record PlaybackClaims(
    String subject, String sessionId, String pathPrefix, Life life, Limits limits) {

  /**
   * When a token is good.
   *
   * @param issuedAt {@code iat}, to the millisecond: what was revoked later, is; absent in tokens
   *     of others, then {@code nbf}
   * @param notBefore {@code nbf}
   * @param expiresAt {@code exp}
   */
  public record Life(Instant issuedAt, Instant notBefore, Instant expiresAt) {}

  /**
   * What else a token is tied to.
   *
   * @param address {@code ip}: the only one that it may be used from
   * @param streams {@code max}: how many sessions its subject may have at once; 0: any number
   */
  public record Limits(Optional<String> address, int streams) {
    public static final Limits NONE = new Limits(Optional.empty(), 0);
  }

  /** Whether the token opens a data-plane path, such as {@code /vod/t1/e1/index.m3u8}. */
  public boolean opens(String path) {
    return path.equals(pathPrefix)
        || (path.startsWith(pathPrefix)
            && (pathPrefix.endsWith("/") || path.charAt(pathPrefix.length()) == '/'));
  }

  /** Members in a fixed order, so that one set of claims has one form; times in seconds. */
  JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("exp", life.expiresAt.getEpochSecond())
            .put("iat", seconds(life.issuedAt));
    limits.address.ifPresent(address -> json.put("ip", address));
    if (limits.streams > 0) {
      json.put("max", limits.streams);
    }
    return json.put("nbf", life.notBefore.getEpochSecond())
        .put("pfx", pathPrefix)
        .put("sid", sessionId)
        .put("sub", subject);
  }

  private static Number seconds(Instant time) {
    long millis = time.toEpochMilli();
    return millis % 1000 == 0 ? (Number) (millis / 1000) : BigDecimal.valueOf(millis, 3);
  }

  /**
   * Fails with ClassCastException or NullPointerException where a claim is missing or ill-typed.
   */
  static PlaybackClaims fromJson(JsonObject json) {
    Instant notBefore = Instant.ofEpochSecond(json.getLong("nbf"));
    return new PlaybackClaims(
        json.getString("sub").strip(),
        json.getString("sid").strip(),
        json.getString("pfx").strip(),
        new Life(
            issuedAt(json.getDouble("iat"), notBefore),
            notBefore,
            Instant.ofEpochSecond(json.getLong("exp"))),
        new Limits(Optional.ofNullable(json.getString("ip")), json.getInteger("max", 0)));
  }

  private static Instant issuedAt(@Nullable Double seconds, Instant notBefore) {
    return seconds == null ? notBefore : Instant.ofEpochMilli(Math.round(seconds * 1000));
  }
}
