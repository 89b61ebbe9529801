package dev.headwater.control.account.person;

import dev.headwater.control.account.Account;
import dev.headwater.control.account.AccountSettings;
import dev.headwater.control.account.AccountTable;
import dev.headwater.control.account.EmailAddress;
import dev.headwater.control.account.Role;
import dev.headwater.control.account.password.PasswordHashing;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import io.vertx.core.json.JsonObject;

/** Lets people make viewer accounts for themselves. Thread-safe; for virtual threads. */
public final class Registration {
  private final Database database;
  private final AccountTable accounts;
  private final PasswordHashing hashing;
  private final AuditLog audit;
  private final boolean open;

  public Registration(
      Database database, PasswordHashing hashing, AuditLog audit, AccountSettings settings) {
    this.database = database;
    this.accounts = new AccountTable(database);
    this.hashing = hashing;
    this.audit = audit;
    this.open = settings.selfRegistration();
  }

  /** Refused with 403 where self-registration is off, with 409 where the address is taken. */
  public Account register(String email, String password, String displayName) {
    if (!open) {
      throw new RefusedException(
          Reason.FORBIDDEN, "self-registration is off: ask an administrator for an account");
    }
    String address = EmailAddress.check(email);
    String hash = hashing.hash(password);
    return database.transaction(transaction -> {
      Account account =
          accounts
              .insert(transaction, address, displayName.strip(), Role.VIEWER, hash)
              .orElseThrow(() ->
                  new RefusedException(
                      Reason.CONFLICT, "there is an account with this e-mail address already"));
      audit.record(
          transaction,
          account.id(),
          "person.create",
          account.id(),
          new JsonObject().put("email", account.email()).put("role", account.role().word()));
      return account;
    });
  }
}
