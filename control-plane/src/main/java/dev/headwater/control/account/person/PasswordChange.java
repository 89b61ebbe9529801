package dev.headwater.control.account.person;

import dev.headwater.control.account.Account;
import dev.headwater.control.account.AccountTable;
import dev.headwater.control.account.Caller;
import dev.headwater.control.account.mailed.MailedTokens;
import dev.headwater.control.account.password.PasswordHashing;
import dev.headwater.control.account.session.SessionEnds;
import dev.headwater.control.account.throttle.LoginThrottle;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/**
 * Lets people change their own password, which ends their other sessions. The old one is needed:
 * whoever finds a screen unlocked must not get to keep the account. Thread-safe; for virtual
 * threads.
 */
public final class PasswordChange {
  private final Database database;
  private final AccountTable accounts;
  private final PasswordHashing hashing;
  private final LoginThrottle throttle;
  private final MailedTokens tokens;
  private final SessionEnds ends;
  private final AuditLog audit;

  public PasswordChange(
      Database database,
      PasswordHashing hashing,
      LoginThrottle throttle,
      MailedTokens tokens,
      SessionEnds ends,
      AuditLog audit) {
    this.database = database;
    this.accounts = new AccountTable(database);
    this.hashing = hashing;
    this.throttle = throttle;
    this.tokens = tokens;
    this.ends = ends;
    this.audit = audit;
  }

  /**
   * Refused with 403 where the old password is wrong, with 429 after too many of these.
   *
   * @param address where the caller is, as the network tells
   */
  public void change(Caller.Person caller, String oldPassword, String newPassword, String address) {
    Account account = accounts.byId(caller.id()).orElseThrow();
    throttle.admit(account.email(), address);
    if (!hashing.matches(oldPassword, account.passwordHash())) {
      throttle.failed(account.email(), address);
      throw wrong();
    }
    throttle.succeeded(account.email());
    String hash = hashing.hash(newPassword);
    ends.tell(database.transaction(transaction -> set(transaction, caller, account, hash)));
  }

  /** The sessions that this ended. */
  private List<String> set(
      SqlConnection transaction, Caller.Person caller, Account checked, String hash) {
    Account now = accounts.lock(transaction, caller.id()).orElseThrow();
    if (!now.passwordHash().equals(checked.passwordHash())) {
      throw wrong(); // changed by somebody else meanwhile
    }
    accounts.setPassword(transaction, caller.id(), hash);
    tokens.revoke(transaction, MailedTokens.Purpose.RESET_PASSWORD, caller.id());
    audit.record(transaction, caller.id(), "person.change-password", caller.id(), new JsonObject());
    return ends.endOthers(transaction, caller.id(), caller.session());
  }

  private static RefusedException wrong() {
    return new RefusedException(Reason.FORBIDDEN, "the old password is wrong");
  }
}
