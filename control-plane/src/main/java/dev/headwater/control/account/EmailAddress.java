package dev.headwater.control.account;

import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The one spelling under which an e-mail address is kept and looked up. */
public final class EmailAddress {
  /** Whether mail arrives there only mail can tell; this catches slips. */
  private static final Pattern FORM =
      Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}]{1,189}");

  private EmailAddress() {}

  public static String normalise(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  /** Normalised; refused where it can't be an address. */
  public static String check(String email) {
    String normal = normalise(email);
    if (!FORM.matcher(normal).matches()) {
      throw new RefusedException(
          Reason.INVALID_REQUEST, "email: this is not an e-mail address (expected: name@host)");
    }
    return normal;
  }
}
