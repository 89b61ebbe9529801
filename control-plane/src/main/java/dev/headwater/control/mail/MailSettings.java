package dev.headwater.control.mail;

import dev.headwater.platform.settings.Setting;
import java.nio.file.Path;

/** How mail to people is sent. Immutable. */
public record MailSettings(
    @Setting(value = "headwater@localhost", doc = "Sender of mail to people.") String from,
    @Setting(value = "data/mail", doc = "Folder that mail goes to where no server is set.")
        Path folder,
    SmtpSettings smtp) {

  public MailSettings {
    if (!from.matches("[^\\s@\\p{Cntrl}]+@[^\\s@\\p{Cntrl}]+")) {
      throw new IllegalArgumentException("from: '" + from + "' (expected: name@host)");
    }
  }
}
