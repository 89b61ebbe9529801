package dev.headwater.control.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmtpMailerIT {
  private final Vertx vertx = Vertx.vertx();
  private final SmtpServer server = SmtpServer.start(vertx);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Mailer mailer(String security) {
    return Mailer.open(
        vertx,
        Settings.bind(
            MailSettings.class,
            List.of(
                SettingsSource.of(
                    "test",
                    Map.of(
                        "from",
                        "headwater@example.org",
                        "smtp.host",
                        "127.0.0.1",
                        "smtp.port",
                        Integer.toString(server.port()),
                        "smtp.security",
                        security)))));
  }

  @Test
  void mailIsHandedToTheServer() {
    mailer("none").send(new Mail("ana@example.org", "Hello", "A line\nand another")).await();
    assertThat(server.received()).hasSize(1);
    assertThat(server.received().getFirst())
        .contains("MAIL FROM:<headwater@example.org>", "RCPT TO:<ana@example.org>")
        .contains("Subject: Hello", "A line", "and another");
  }

  @Test
  void aServerThatCannotEncryptGetsNothingWhereThatIsNeeded() {
    assertThatThrownBy(
            () -> mailer("starttls").send(new Mail("ana@example.org", "Hello", "x")).await())
        .isNotNull();
    assertThat(server.received()).isEmpty();
  }

  @Test
  void headersCannotBeBrokenInto() {
    assertThatThrownBy(() -> new Mail("a@b\r\nBcc: c@d", "Hello", "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
