package dev.headwater.control.account.mailed;

import dev.headwater.control.mail.Mail;
import java.net.URI;

/**
 * The words of what is mailed. Immutable.
 *
 * @param publicUrl where people reach the console; tokens follow a {@code #}, so that no server's
 *     log sees them
 */
record Letters(URI publicUrl) {

  Mail checkEmail(String email, String token) {
    return new Mail(
        email,
        "Is this your address?",
        """
        Somebody, hopefully you, has made an account with this address at %s.

        Confirm it here, within seven days:

        %s

        If it wasn't you, do nothing.\
        """
            .formatted(publicUrl, link("confirm-email", token)));
  }

  Mail resetPassword(String email, String token) {
    return new Mail(
        email,
        "A new password",
        """
        Somebody, hopefully you, has asked for a new password for the account with this address at
        %s.

        Choose it here, within an hour:

        %s

        If it wasn't you, do nothing: your password stays what it is.\
        """
            .formatted(publicUrl, link("reset-password", token)));
  }

  Mail alreadyRegistered(String email, String token) {
    return new Mail(
        email,
        "You have an account already",
        """
        Somebody, hopefully you, has tried to make an account with this address at %s.
        There is one already, and nothing about it was changed.

        If you have forgotten its password, choose a new one here, within an hour:

        %s\
        """
            .formatted(publicUrl, link("reset-password", token)));
  }

  private String link(String page, String token) {
    return publicUrl.toString().replaceFirst("/$", "") + "/" + page + "#token=" + token;
  }
}
