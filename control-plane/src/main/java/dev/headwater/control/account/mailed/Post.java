package dev.headwater.control.account.mailed;

import dev.headwater.control.account.throttle.MailThrottle;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;

/**
 * What mail is sent and answered with. Immutable.
 *
 * @param throttle how often
 */
public record Post(Errands errands, MailedTokens tokens, MailThrottle throttle) {
  static RefusedException unknown() {
    return new RefusedException(
        Reason.FORBIDDEN, "the token is not good (any more): ask for another one");
  }
}
