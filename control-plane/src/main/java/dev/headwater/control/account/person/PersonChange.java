package dev.headwater.control.account.person;

import dev.headwater.control.account.Account;
import dev.headwater.control.account.Role;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What an administrator changes about somebody; what is absent stays. Immutable. */
public record PersonChange(
    Optional<String> displayName, Optional<Role> role, Optional<Boolean> disabled) {

  /** As the OpenAPI document describes it. */
  public static PersonChange of(JsonObject json) {
    return new PersonChange(
        Optional.ofNullable(json.getString("displayName")).map(String::strip),
        Optional.ofNullable(json.getString("role")).map(Role::of),
        Optional.ofNullable(json.getBoolean("disabled")));
  }

  Account on(Account account) {
    return new Account(
        account.id(),
        account.email(),
        displayName.orElse(account.displayName()),
        role.orElse(account.role()),
        account.passwordHash(),
        account.createdAt(),
        account.emailChecked(),
        disabled.orElse(account.disabled()));
  }

  JsonObject toAuditDetail() {
    JsonObject detail = new JsonObject();
    displayName.ifPresent(name -> detail.put("displayName", name));
    role.ifPresent(r -> detail.put("role", r.word()));
    disabled.ifPresent(d -> detail.put("disabled", d));
    return detail;
  }
}
