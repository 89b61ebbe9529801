package dev.headwater.control.account.login;

import dev.headwater.control.account.Account;
import dev.headwater.control.account.AccountSettings;
import dev.headwater.control.account.AccountTable;
import dev.headwater.control.account.EmailAddress;
import dev.headwater.control.account.password.PasswordHashing;
import dev.headwater.control.account.session.SessionTokens;
import dev.headwater.control.account.session.Sessions;
import dev.headwater.control.account.throttle.LoginThrottle;
import dev.headwater.control.database.Database;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/**
 * Turns an e-mail address and a password into a session. Answer and time are the same for an
 * unknown address, a wrong password and a person who may not log in. Thread-safe; for virtual
 * threads.
 */
public final class LogIn {
  private final AccountTable accounts;
  private final PasswordHashing hashing;
  private final LoginThrottle throttle;
  private final Sessions sessions;
  private final boolean emailCheck;
  private final MeterRegistry meters;

  public LogIn(
      Database database,
      PasswordHashing hashing,
      LoginThrottle throttle,
      Sessions sessions,
      AccountSettings settings,
      MeterRegistry meters) {
    this.accounts = new AccountTable(database);
    this.hashing = hashing;
    this.throttle = throttle;
    this.sessions = sessions;
    this.emailCheck = settings.emailCheck();
    this.meters = meters;
  }

  /**
   * Refused with 401 where the two don't belong together, with 429 after too many failures.
   *
   * @param address where the caller is, as the network tells
   */
  public SessionTokens logIn(String email, String password, String address) {
    String normal = EmailAddress.normalise(email);
    try {
      throttle.admit(normal, address);
    } catch (RefusedException e) {
      count("refused");
      throw e;
    }
    Optional<Account> account = verified(normal, password);
    if (account.isEmpty()) {
      throttle.failed(normal, address);
      throw wrong();
    }
    throttle.succeeded(normal);
    SessionTokens tokens = sessions.open(account.get()).orElseThrow(this::wrong);
    count("done");
    return tokens;
  }

  private Optional<Account> verified(String email, String password) {
    Optional<Account> account = accounts.byEmail(email);
    if (account.isEmpty()) {
      hashing.matchNobody(password);
      return Optional.empty();
    }
    return account.filter(a -> hashing.matches(password, a.passwordHash()) && mayLogIn(a));
  }

  private boolean mayLogIn(Account account) {
    return !account.disabled() && (account.emailChecked() || !emailCheck);
  }

  private RefusedException wrong() {
    count("failed");
    return new RefusedException(Reason.UNAUTHENTICATED, "e-mail address or password is wrong");
  }

  private void count(String outcome) {
    meters.counter("headwater.logins", "outcome", outcome).increment();
  }
}
