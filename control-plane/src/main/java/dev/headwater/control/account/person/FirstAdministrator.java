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
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the administrator named in the settings exists. The password named there is set
 * at the start that sees it first, and not again at later ones: by then its owner may have changed
 * it. Another one in the settings is set again, and makes an administrator of whoever has the
 * address: the way back in for an operator. For virtual threads; several instances may start at
 * once.
 */
public final class FirstAdministrator {
  private static final Logger LOGGER = LoggerFactory.getLogger(FirstAdministrator.class);

  private final Database database;
  private final AccountTable accounts;
  private final AdministratorTable administrators;
  private final PasswordHashing hashing;
  private final SessionEnds ends;
  private final AuditLog audit;

  public FirstAdministrator(
      Database database, PasswordHashing hashing, SessionEnds ends, AuditLog audit) {
    this.database = database;
    this.accounts = new AccountTable(database);
    this.administrators = new AdministratorTable(database);
    this.hashing = hashing;
    this.ends = ends;
    this.audit = audit;
  }

  /** Has an effect only where it finds less than the settings want. */
  public void ensure(AdminSettings settings, InstantSource clock) {
    String email = EmailAddress.normalise(settings.email());
    if (settings.password().isEmpty()) {
      warnWithoutPassword(email);
      return;
    }
    String password = settings.password().get().value();
    Account account =
        Account.create(email, "Administrator", Role.ADMIN, hashing.hash(password), clock.instant())
            .withCheckedEmail();
    ends.tell(database.transaction(transaction -> put(transaction, account, password)));
  }

  /** The sessions that this ended. */
  private List<String> put(SqlConnection transaction, Account named, String password) {
    if (accounts.insert(transaction, named)) {
      administrators.rememberGiven(transaction, named.id(), named.passwordHash());
      record(transaction, named, "person.create");
      return List.of();
    }
    Account known = accounts.lockByEmail(transaction, named.email()).orElseThrow();
    Optional<String> given = administrators.givenPassword(transaction, known.id());
    if (given.isPresent() && hashing.matches(password, given.get())) {
      return List.of();
    }
    administrators.rememberGiven(transaction, known.id(), named.passwordHash());
    boolean has =
        known.role() == Role.ADMIN
            && !known.disabled()
            && hashing.matches(password, known.passwordHash());
    return has ? List.of() : restore(transaction, known, named.passwordHash());
  }

  private List<String> restore(SqlConnection transaction, Account known, String passwordHash) {
    administrators.restore(transaction, known.id(), passwordHash);
    record(transaction, known, "person.restore-administrator");
    LOGGER.info("{} is an administrator with the password of the settings again", known.email());
    return ends.endAll(transaction, known.id());
  }

  private void record(SqlConnection transaction, Account account, String action) {
    audit.record(transaction, AuditLog.SYSTEM, action, account.id(), account.toAuditDetail());
  }

  private void warnWithoutPassword(String email) {
    if (accounts.byEmail(email).isEmpty()) {
      LOGGER.warn("there is no account {}: set admin.password to make it", email);
    }
  }
}
