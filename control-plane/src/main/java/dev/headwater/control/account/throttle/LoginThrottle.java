package dev.headwater.control.account.throttle;

import dev.headwater.control.account.AccountSettings;
import dev.headwater.control.refusal.RefusedException;
import java.time.Duration;
import java.util.Optional;

/**
 * Stops guessing of passwords: failures count for each account and for each address. Many guesses
 * at once are no way round it: what was not stopped at the beginning is at the end. Thread-safe;
 * for virtual threads.
 */
public final class LoginThrottle {
  private final Throttle throttle;
  private final Limit perAccount;
  private final Limit perAddress;

  public LoginThrottle(Throttle throttle, AccountSettings settings) {
    this.throttle = throttle;
    this.perAccount =
        new Limit("login-account", settings.failuresPerAccount(), settings.failureWindow());
    this.perAddress =
        new Limit("login-address", settings.failuresPerAddress(), settings.failureWindow());
  }

  /** Refused with 429 where the account or the address has failed too often. */
  public void admit(String email, String address) {
    refuse(throttle.waitFor(perAccount, email));
    refuse(throttle.waitFor(perAddress, address));
  }

  /** Refused as {@link #admit} is, where others have failed meanwhile. */
  public void failed(String email, String address) {
    Optional<Duration> account = throttle.take(perAccount, email);
    refuse(throttle.take(perAddress, address));
    refuse(account);
  }

  /** Refused as {@link #admit} is, where others have failed meanwhile. */
  public void succeeded(String email) {
    refuse(throttle.waitFor(perAccount, email));
    throttle.forget(perAccount, email);
  }

  private static void refuse(Optional<Duration> wait) {
    if (wait.isPresent()) {
      throw RefusedException.tooManyAttempts(
          "log-in failed too often; wait before trying again", wait.get());
    }
  }
}
