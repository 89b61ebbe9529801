package dev.headwater.control.account.person;

import dev.headwater.control.account.Account;
import dev.headwater.control.account.AccountSettings;
import dev.headwater.control.account.AccountTable;
import dev.headwater.control.account.EmailAddress;
import dev.headwater.control.account.Role;
import dev.headwater.control.account.mailed.Post;
import dev.headwater.control.account.password.PasswordHashing;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;

/**
 * Lets people make viewer accounts for themselves. Answer and time are the same for an address that
 * has an account: nothing about that is changed, and its owner is mailed. Thread-safe; for virtual
 * threads.
 */
public final class Registration {
  private final Database database;
  private final AccountTable accounts;
  private final PasswordHashing hashing;
  private final Post post;
  private final AuditLog audit;
  private final boolean open;
  private final InstantSource clock;

  public Registration(
      Database database,
      PasswordHashing hashing,
      Post post,
      AuditLog audit,
      AccountSettings settings,
      InstantSource clock) {
    this.database = database;
    this.accounts = new AccountTable(database);
    this.hashing = hashing;
    this.post = post;
    this.audit = audit;
    this.open = settings.selfRegistration();
    this.clock = clock;
  }

  /**
   * The account, or what it would be if the address weren't taken. Refused with 403 where
   * self-registration is off, with 429 where there were too many.
   *
   * @param from where the caller is, as the network tells
   */
  public Account register(String email, String password, String displayName, String from) {
    if (!open) {
      throw new RefusedException(
          Reason.FORBIDDEN, "self-registration is off: ask an administrator for an account");
    }
    String address = EmailAddress.check(email);
    post.throttle().admit(address, from);
    Account account =
        Account.create(address, displayName, Role.VIEWER, hashing.hash(password), clock.instant());
    return database.transaction(transaction -> put(transaction, account));
  }

  /** As many statements in one case as in the other. */
  private Account put(SqlConnection transaction, Account account) {
    if (accounts.insert(transaction, account)) {
      post.errands().checkEmail(transaction, account.email());
      record(transaction, account, "person.create");
    } else {
      post.errands().tellOfAccount(transaction, account.email());
      record(transaction, account, "person.create-again");
    }
    return account;
  }

  private void record(SqlConnection transaction, Account account, String action) {
    audit.record(transaction, account.id(), action, account.id(), account.toAuditDetail());
  }
}
