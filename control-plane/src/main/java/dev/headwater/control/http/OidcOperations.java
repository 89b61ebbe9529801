package dev.headwater.control.http;

import dev.headwater.control.account.oidc.OidcLogIn;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The operations for logging in with an OpenID provider. */
record OidcOperations(OidcLogIn oidc) {
  Map<String, ApiOperation> byId() {
    return Map.of("beginOidc", this::begin, "finishOidc", this::finish);
  }

  private ApiAnswer begin(ApiCall call) {
    OidcLogIn.Begun begun = oidc.begin(call.address());
    return ApiAnswer.of(
        200,
        new JsonObject()
            .put("authorizationUrl", begun.authorizationUrl())
            .put("login", begun.login()));
  }

  private ApiAnswer finish(ApiCall call) {
    return SessionOperations.answer(
        oidc.finish(call.text("login"), call.text("code"), call.text("state")));
  }
}
