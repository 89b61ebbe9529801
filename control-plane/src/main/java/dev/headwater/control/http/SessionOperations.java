package dev.headwater.control.http;

import dev.headwater.control.account.Account;
import dev.headwater.control.account.login.LogIn;
import dev.headwater.control.account.person.Registration;
import dev.headwater.control.account.session.SessionTokens;
import dev.headwater.control.account.session.Sessions;
import dev.headwater.control.account.signing.SigningKeys;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The operations for logging in and out. */
record SessionOperations(
    LogIn logIn, Sessions sessions, Registration registration, SigningKeys keys) {
  /** New keys sign only after they were published for longer than this. */
  private static final String KEYS_LIFE = "public, max-age=300";

  Map<String, ApiOperation> byId() {
    return Map.of(
        "logIn", this::logIn,
        "refreshSession", this::refresh,
        "logOut", this::logOut,
        "logOutEverywhere", this::logOutEverywhere,
        "register", this::register,
        "listKeys", _ -> ApiAnswer.of(200, keys.toJwks()).with("Cache-Control", KEYS_LIFE));
  }

  private ApiAnswer logIn(ApiCall call) {
    return answer(logIn.logIn(call.text("email"), call.text("password"), call.address()));
  }

  private ApiAnswer refresh(ApiCall call) {
    return answer(sessions.refresh(call.text("refreshToken")));
  }

  private ApiAnswer logOut(ApiCall call) {
    sessions.end(call.text("refreshToken"));
    return ApiAnswer.noContent();
  }

  private ApiAnswer logOutEverywhere(ApiCall call) {
    sessions.endAll(call.person());
    return ApiAnswer.noContent();
  }

  private ApiAnswer register(ApiCall call) {
    Account account =
        registration.register(call.text("email"), call.text("password"), call.text("displayName"));
    return ApiAnswer.of(
        201,
        new JsonObject()
            .put("id", account.id())
            .put("email", account.email())
            .put("displayName", account.displayName())
            .put("role", account.role().word())
            .put("createdAt", account.createdAt().toString()));
  }

  private static ApiAnswer answer(SessionTokens tokens) {
    return ApiAnswer.of(
        200,
        new JsonObject()
            .put("accessToken", tokens.accessToken())
            .put("refreshToken", tokens.refreshToken())
            .put("tokenType", "Bearer")
            .put("expiresIn", tokens.expiresIn().toSeconds()));
  }
}
