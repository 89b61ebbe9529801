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
import java.time.InstantSource;

/** Lets people make viewer accounts for themselves. Thread-safe; for virtual threads. */
public final class Registration {
  private final Database database;
  private final AccountTable accounts;
  private final PasswordHashing hashing;
  private final AuditLog audit;
  private final InstantSource clock;
  private final boolean open;

  public Registration(
      Database database,
      PasswordHashing hashing,
      AuditLog audit,
      AccountSettings settings,
      InstantSource clock) {
    this.database = database;
    this.accounts = new AccountTable(database);
    this.hashing = hashing;
    this.audit = audit;
    this.clock = clock;
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
    Account account = Account.create(address, displayName, Role.VIEWER, hash, clock.instant());
    return database.transaction(transaction -> {
      if (!accounts.insert(transaction, account)) {
        throw new RefusedException(
            Reason.CONFLICT, "there is an account with this e-mail address already");
      }
      audit.record(
          transaction, account.id(), "person.create", account.id(), account.toAuditDetail());
      return account;
    });
  }
}
