package dev.headwater.platform.token;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * What a playback token says. Immutable.
 *
 * @param subject {@code sub}: who may play
 * @param sessionId {@code sid}: the playback session, for limits
 * @param pathPrefix {@code pfx}: the token opens paths that are this one or lie below it
 * @param notBefore {@code nbf}
 * @param expiresAt {@code exp}
 */
public record PlaybackClaims(
    String subject, String sessionId, String pathPrefix, Instant notBefore, Instant expiresAt) {

  /** Whether the token opens a data-plane path, such as {@code /vod/t1/e1/index.m3u8}. */
  public boolean opens(String path) {
    return path.equals(pathPrefix)
        || (path.startsWith(pathPrefix)
            && (pathPrefix.endsWith("/") || path.charAt(pathPrefix.length()) == '/'));
  }

  /** Members in a fixed order, times in whole seconds: one form for one set of claims. */
  JsonObject toJson() {
    return new JsonObject()
        .put("exp", expiresAt.getEpochSecond())
        .put("nbf", notBefore.getEpochSecond())
        .put("pfx", pathPrefix)
        .put("sid", sessionId)
        .put("sub", subject);
  }

  /**
   * Fails with ClassCastException or NullPointerException where a claim is missing or ill-typed.
   */
  static PlaybackClaims fromJson(JsonObject json) {
    return new PlaybackClaims(
        json.getString("sub").strip(),
        json.getString("sid").strip(),
        json.getString("pfx").strip(),
        Instant.ofEpochSecond(json.getLong("nbf")),
        Instant.ofEpochSecond(json.getLong("exp")));
  }
}
