package dev.headwater.standalone.client;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Logs in with a password, and again whenever the access token ends. Keeps nothing. Not
 * thread-safe.
 */
final class PasswordSession implements Session {
  private final Api api;
  private final String email;
  private final String password;
  private @Nullable Tokens tokens;

  PasswordSession(Api api, String email, String password) {
    this.api = api;
    this.email = email;
    this.password = password;
  }

  @Override
  public String accessToken() {
    if (tokens == null || tokens.endsSoon(Instant.now())) {
      tokens = logIn(api, email, password);
    }
    return tokens.accessToken();
  }

  static Tokens logIn(Api api, String email, String password) {
    JsonObject body = new JsonObject().put("email", email).put("password", password);
    return Tokens.ofAnswer(email, api.post("auth/login", body), Instant.now());
  }
}
