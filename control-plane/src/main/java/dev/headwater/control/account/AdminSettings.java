package dev.headwater.control.account;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import java.util.Optional;

/** The first administrator, and the operator's door. Immutable. */
public record AdminSettings(
    @Setting(value = "127.0.0.1", doc = "Address that the admin port listens on.") String host,
    @Setting(value = "admin@headwater.local", doc = "E-mail of the first administrator.")
        String email,
    @Setting(
            doc =
                "Password of the first administrator; set at the first start that has it, and when another one is given.")
        Optional<Secret> password) {

  public AdminSettings {
    if (!email.contains("@")) {
      throw new IllegalArgumentException("email: '" + email + "' (expected: name@host)");
    }
  }
}
