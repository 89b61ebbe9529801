package dev.headwater.control.mail;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import java.util.Optional;

/** The server that takes our mail. Immutable. */
public record SmtpSettings(
    @Setting(doc = "Host of the server that takes mail; without one, mail goes into the folder.")
        Optional<String> host,
    @Setting(value = "587", doc = "Port of that server.") int port,
    @Setting(value = "starttls", doc = "How the way there is encrypted: starttls, tls or none.")
        Security security,
    @Setting(doc = "Who logs in there, where that is needed.") Optional<String> user,
    @Setting(doc = "Password of that user.") Optional<Secret> password) {

  /** How a connection is encrypted. */
  public enum Security {
    STARTTLS,
    TLS,
    NONE
  }

  public SmtpSettings {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
    }
    if (user.isPresent() && password.isEmpty()) {
      throw new IllegalArgumentException(
          "password: missing (expected: that of " + user.get() + ")");
    }
  }
}
