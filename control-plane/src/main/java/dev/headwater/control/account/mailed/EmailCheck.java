package dev.headwater.control.account.mailed;

import dev.headwater.control.account.Account;
import dev.headwater.control.account.AccountTable;
import dev.headwater.control.account.Caller;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import io.vertx.core.json.JsonObject;

/** Lets people show that mail to their address reaches them. Thread-safe; for virtual threads. */
public final class EmailCheck {
  private final Database database;
  private final AccountTable accounts;
  private final Post post;
  private final AuditLog audit;

  public EmailCheck(Database database, Post post, AuditLog audit) {
    this.database = database;
    this.accounts = new AccountTable(database);
    this.post = post;
    this.audit = audit;
  }

  /** Mails another token to the caller; refused with 429 where it was asked for too often. */
  public void request(Caller.Person caller, String address) {
    Account account = accounts.byId(caller.id()).orElseThrow();
    post.throttle().admit(account.email(), address);
    if (!account.emailChecked()) {
      database.transaction(transaction -> {
        post.errands().checkEmail(transaction, account.email());
        return account;
      });
    }
  }

  /** Refused with 403 where the token is unknown, used or too old. */
  public void confirm(String token) {
    database.transaction(transaction -> {
      String person =
          post.tokens()
              .redeem(transaction, MailedTokens.Purpose.CHECK_EMAIL, token)
              .orElseThrow(Post::unknown);
      accounts.markEmailChecked(transaction, person);
      audit.record(transaction, person, "person.check-email", person, new JsonObject());
      return person;
    });
  }
}
