package dev.headwater.control.http;

import dev.headwater.control.account.Account;
import dev.headwater.control.account.session.SessionTokens;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The operations for logging in and out. */
record SessionOperations(ApiServer.Accounts accounts) {
  /** New keys sign only after they were published for longer than this. */
  private static final String KEYS_LIFE = "public, max-age=300";

  Map<String, ApiOperation> byId() {
    return Map.of(
        "logIn", this::logIn,
        "refreshSession", this::refresh,
        "logOut", this::logOut,
        "logOutEverywhere", this::logOutEverywhere,
        "register", this::register,
        "changePassword", this::changePassword,
        "listKeys", this::listKeys);
  }

  private ApiAnswer logIn(ApiCall call) {
    return answer(
        accounts.logIn().logIn(call.text("email"), call.text("password"), call.address()));
  }

  private ApiAnswer refresh(ApiCall call) {
    return answer(accounts.sessions().refresh(call.text("refreshToken")));
  }

  private ApiAnswer logOut(ApiCall call) {
    accounts.sessions().end(call.text("refreshToken"));
    return ApiAnswer.noContent();
  }

  private ApiAnswer logOutEverywhere(ApiCall call) {
    accounts.sessions().endAll(call.person());
    return ApiAnswer.noContent();
  }

  private ApiAnswer register(ApiCall call) {
    Account account =
        accounts
            .registration()
            .register(
                call.text("email"),
                call.text("password"),
                call.text("displayName"),
                call.address());
    return ApiAnswer.of(201, PersonJson.of(account));
  }

  private ApiAnswer changePassword(ApiCall call) {
    accounts
        .passwordChange()
        .change(call.person(), call.text("oldPassword"), call.text("newPassword"), call.address());
    return ApiAnswer.noContent();
  }

  private ApiAnswer listKeys(ApiCall call) {
    return ApiAnswer.of(200, accounts.keys().toJwks()).with("Cache-Control", KEYS_LIFE);
  }

  static ApiAnswer answer(SessionTokens tokens) {
    return ApiAnswer.of(
        200,
        new JsonObject()
            .put("accessToken", tokens.accessToken())
            .put("refreshToken", tokens.refreshToken())
            .put("tokenType", "Bearer")
            .put("expiresIn", tokens.expiresIn().toSeconds()));
  }
}
