package dev.headwater.control.account.throttle;

import dev.headwater.control.account.AccountSettings;
import dev.headwater.control.refusal.RefusedException;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps people from having others mailed without end: what leads to mail counts for each recipient,
 * whether there is one or not, and for each address it is asked from. Thread-safe; for virtual
 * threads.
 */
public final class MailThrottle {
  private static final Duration WINDOW = Duration.ofHours(1);

  private final Throttle throttle;
  private final Limit perRecipient;
  private final Limit perAddress;

  public MailThrottle(Throttle throttle, AccountSettings settings) {
    this.throttle = throttle;
    this.perRecipient = new Limit("mail-recipient", settings.mailsPerRecipient(), WINDOW);
    this.perAddress = new Limit("mail-address", settings.mailsPerAddress(), WINDOW);
  }

  /** Counts; refused with 429 where it was too often. */
  public void admit(String email, String address) {
    Optional<Duration> wait =
        throttle.take(perAddress, address).or(() -> throttle.take(perRecipient, email));
    if (wait.isPresent()) {
      throw RefusedException.tooManyAttempts(
          "this leads to mail, which was asked for too often; wait before trying again",
          wait.get());
    }
  }
}
