package dev.headwater.standalone.client;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/** What a log-in gives. Immutable. */
record Tokens(String email, String accessToken, String refreshToken, Instant expiresAt) {
  /**
   * An access token is renewed this long before it ends, so that it outlives the call that it goes
   * with.
   */
  private static final Duration MARGIN = Duration.ofSeconds(60);

  static Tokens ofAnswer(String email, JsonObject answer, Instant now) {
    return new Tokens(
        email,
        answer.getString("accessToken"),
        answer.getString("refreshToken"),
        now.plusSeconds(answer.getLong("expiresIn", 0L)));
  }

  static Tokens ofJson(JsonObject json) {
    return new Tokens(
        json.getString("email"),
        json.getString("accessToken"),
        json.getString("refreshToken"),
        json.getInstant("expiresAt"));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("email", email)
        .put("accessToken", accessToken)
        .put("refreshToken", refreshToken)
        .put("expiresAt", expiresAt);
  }

  boolean endsSoon(Instant now) {
    return now.plus(MARGIN).isAfter(expiresAt);
  }

  @Override
  public String toString() {
    return email + " until " + expiresAt;
  }
}
