package dev.headwater.control.http;

import dev.headwater.control.account.Account;
import io.vertx.core.json.JsonObject;

/** A person as the API shows them: never their password's hash. */
final class PersonJson {
  private PersonJson() {}

  static JsonObject of(Account account) {
    return new JsonObject()
        .put("id", account.id())
        .put("email", account.email())
        .put("displayName", account.displayName())
        .put("role", account.role().word())
        .put("createdAt", account.createdAt().toString());
  }

  /** With what only administrators are to know. */
  static JsonObject forAdministrators(Account account) {
    return of(account)
        .put("emailChecked", account.emailChecked())
        .put("disabled", account.disabled());
  }
}
