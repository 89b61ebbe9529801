package dev.headwater.control.account.mailed;

import dev.headwater.control.account.AccountTable;
import dev.headwater.control.account.EmailAddress;
import dev.headwater.control.account.password.PasswordHashing;
import dev.headwater.control.account.session.SessionEnds;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/**
 * A new password for who has forgotten the old one, by e-mail. It ends all sessions, and shows that
 * mail reaches the person. Thread-safe; for virtual threads.
 */
public final class PasswordReset {
  private final Database database;
  private final AccountTable accounts;
  private final PasswordHashing hashing;
  private final Post post;
  private final SessionEnds ends;
  private final AuditLog audit;

  public PasswordReset(
      Database database, PasswordHashing hashing, Post post, SessionEnds ends, AuditLog audit) {
    this.database = database;
    this.accounts = new AccountTable(database);
    this.hashing = hashing;
    this.post = post;
    this.ends = ends;
    this.audit = audit;
  }

  /**
   * The same for every address, whether it has an account or not; refused with 429 where it was
   * asked for too often.
   *
   * @param address where the caller is, as the network tells
   */
  public void request(String email, String address) {
    String normal = EmailAddress.check(email);
    post.throttle().admit(normal, address);
    database.transaction(transaction -> {
      post.errands().resetPassword(transaction, normal);
      return normal;
    });
  }

  /** Refused with 403 where the token is unknown, used or too old. */
  public void reset(String token, String password) {
    String hash = hashing.hash(password);
    ends.tell(database.transaction(transaction -> reset(transaction, token, hash)));
  }

  /** The sessions that this ended. */
  private List<String> reset(SqlConnection transaction, String token, String hash) {
    String person =
        post.tokens()
            .redeem(transaction, MailedTokens.Purpose.RESET_PASSWORD, token)
            .flatMap(id -> accounts.lock(transaction, id))
            .orElseThrow(Post::unknown)
            .id();
    post.tokens().revoke(transaction, MailedTokens.Purpose.RESET_PASSWORD, person);
    accounts.setPassword(transaction, person, hash);
    accounts.markEmailChecked(transaction, person);
    audit.record(transaction, person, "person.reset-password", person, new JsonObject());
    return ends.endAll(transaction, person);
  }
}
