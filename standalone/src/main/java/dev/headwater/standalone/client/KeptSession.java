package dev.headwater.standalone.client;

import dev.headwater.standalone.CommandFailure;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * Goes on with the session that an earlier log-in kept, and keeps its successor. Not thread-safe.
 */
final class KeptSession implements Session {
  private final Api api;
  private final KeptLogins logins;

  KeptSession(Api api, KeptLogins logins) {
    this.api = api;
    this.logins = logins;
  }

  @Override
  public String accessToken() {
    return logins
        .change(api.system(), kept -> kept.map(this::fresh))
        .orElseThrow(() -> new CommandFailure("not logged in (run 'headwater login')"))
        .accessToken();
  }

  private Tokens fresh(Tokens kept) {
    if (!kept.endsSoon(Instant.now())) {
      return kept;
    }
    try {
      JsonObject body = new JsonObject().put("refreshToken", kept.refreshToken());
      return Tokens.ofAnswer(kept.email(), api.post("auth/refresh", body), Instant.now());
    } catch (ApiRefusal e) {
      throw new CommandFailure(
          "the log-in of " + kept.email() + " has ended (run 'headwater login'): " + e.getMessage(),
          e);
    }
  }

  static Optional<Session> find(Api api, KeptLogins logins) {
    return logins.find(api.system()).map(_ -> new KeptSession(api, logins));
  }
}
