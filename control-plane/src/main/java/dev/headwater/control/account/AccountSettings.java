package dev.headwater.control.account;

import dev.headwater.control.mail.MailSettings;
import dev.headwater.platform.settings.Setting;
import java.net.URI;
import java.time.Duration;

/** How people log in and stay logged in. Immutable. */
public record AccountSettings(
    @Setting(value = "false", doc = "Whether people may make viewer accounts for themselves.")
        boolean selfRegistration,
    @Setting(value = "headwater", doc = "Issuer named in access tokens.") String issuer,
    @Setting(value = "15m", doc = "How long an access token is good.") Duration accessTokenLife,
    @Setting(value = "24h", doc = "How long a session lives after its last refresh.")
        Duration sessionLife,
    @Setting(value = "20", doc = "Failed log-ins of one account, within the window, that lock it.")
        int failuresPerAccount,
    @Setting(value = "200", doc = "Failed log-ins from one address that lock it.")
        int failuresPerAddress,
    @Setting(value = "15m", doc = "The window in which failed log-ins are counted.")
        Duration failureWindow,
    @Setting(
            value = "http://localhost:8080",
            doc = "Where people reach the console, for the links in mail and the way back to it.")
        URI publicUrl,
    @Setting(
            value = "false",
            doc = "Whether who registers has to show that mail reaches them before they log in.")
        boolean emailCheck,
    @Setting(value = "5", doc = "Calls an hour that lead to mail, for one recipient.")
        int mailsPerRecipient,
    @Setting(value = "2000", doc = "Calls an hour that lead to mail, from one address.")
        int mailsPerAddress,
    PasswordSettings passwords,
    SigningSettings signing,
    MailSettings mail,
    OidcSettings oidc) {

  public AccountSettings {
    if (issuer.isBlank()) {
      throw new IllegalArgumentException("issuer: '' (expected: a name)");
    }
    positive("access-token-life", accessTokenLife);
    positive("session-life", sessionLife);
    positive("failure-window", failureWindow);
    if (failuresPerAccount < 1 || failuresPerAddress < 1) {
      throw new IllegalArgumentException(
          "failures-per-account, failures-per-address: %d, %d (expected: > 0)"
              .formatted(failuresPerAccount, failuresPerAddress));
    }
    if (mailsPerRecipient < 1 || mailsPerAddress < 1) {
      throw new IllegalArgumentException(
          "mails-per-recipient, mails-per-address: %d, %d (expected: > 0)"
              .formatted(mailsPerRecipient, mailsPerAddress));
    }
    web("public-url", publicUrl);
  }

  private static void web(String key, URI uri) {
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!web || uri.getHost() == null) {
      throw new IllegalArgumentException(
          key + ": " + uri + " (expected: http://HOST:PORT or https://HOST)");
    }
  }

  private static void positive(String key, Duration duration) {
    if (duration.toSeconds() < 1) {
      throw new IllegalArgumentException(key + ": " + duration + " (expected: >= 1s)");
    }
  }
}
