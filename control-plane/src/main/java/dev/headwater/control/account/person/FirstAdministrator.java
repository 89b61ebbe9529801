package dev.headwater.control.account.person;

import dev.headwater.control.account.Account;
import dev.headwater.control.account.AccountTable;
import dev.headwater.control.account.AdminSettings;
import dev.headwater.control.account.EmailAddress;
import dev.headwater.control.account.Role;
import dev.headwater.control.account.password.PasswordHashing;
import dev.headwater.control.account.session.SessionEnds;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it, at each start, that the administrator named in the settings exists and has the
 * password named there. For virtual threads; several instances may start at once.
 */
public final class FirstAdministrator {
  private static final Logger LOGGER = LoggerFactory.getLogger(FirstAdministrator.class);

  private final Database database;
  private final AccountTable accounts;
  private final PasswordHashing hashing;
  private final SessionEnds ends;
  private final AuditLog audit;

  public FirstAdministrator(
      Database database, PasswordHashing hashing, SessionEnds ends, AuditLog audit) {
    this.database = database;
    this.accounts = new AccountTable(database);
    this.hashing = hashing;
    this.ends = ends;
    this.audit = audit;
  }

  public void ensure(AdminSettings settings) {
    String email = EmailAddress.normalise(settings.email());
    if (settings.password().isEmpty()) {
      warnWithoutPassword(email);
      return;
    }
    String password = settings.password().get().value();
    String hash = hashing.hash(password);
    ends.tell(database.transaction(transaction -> put(transaction, email, password, hash)));
  }

  /** The sessions that this ended. */
  private List<String> put(SqlConnection transaction, String email, String password, String hash) {
    Optional<Account> made = accounts.insert(transaction, email, "Administrator", Role.ADMIN, hash);
    if (made.isPresent()) {
      record(transaction, made.get(), "person.create");
      return List.of();
    }
    return restore(transaction, email, password, hash);
  }

  private List<String> restore(
      SqlConnection transaction, String email, String password, String hash) {
    Account account = accounts.lockByEmail(transaction, email).orElseThrow();
    if (account.role() == Role.ADMIN && hashing.matches(password, account.passwordHash())) {
      return List.of();
    }
    accounts.makeAdministrator(transaction, account.id(), hash);
    List<String> ended = ends.endAll(transaction, account.id());
    record(transaction, account, "person.restore-administrator");
    LOGGER.info("{} is an administrator with the password of the settings again", email);
    return ended;
  }

  private void record(SqlConnection transaction, Account account, String action) {
    audit.record(
        transaction,
        AuditLog.SYSTEM,
        action,
        account.id(),
        new JsonObject().put("email", account.email()).put("role", account.role().word()));
  }

  private void warnWithoutPassword(String email) {
    if (accounts.byEmail(email).isEmpty()) {
      LOGGER.warn("there is no account {}: set admin.password to make it", email);
    }
  }
}
