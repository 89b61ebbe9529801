package dev.headwater.control.mail;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;

/** Hands mail to a server (RFC 6409). Thread-safe. */
final class SmtpMailer implements Mailer {
  /** Mail leaves one by one; the second is for when the first is being given up. */
  private static final int CONNECTIONS = 2;

  private static final int CONNECT_MILLIS = 10_000;

  private final MailClient client;
  private final String from;

  SmtpMailer(Vertx vertx, MailSettings settings) {
    this.client = MailClient.create(vertx, config(settings.smtp()));
    this.from = settings.from();
  }

  private static MailConfig config(SmtpSettings smtp) {
    MailConfig config =
        new MailConfig()
            .setHostname(smtp.host().orElseThrow())
            .setPort(smtp.port())
            .setMaxPoolSize(CONNECTIONS)
            .setSsl(smtp.security() == SmtpSettings.Security.TLS)
            .setStarttls(
                smtp.security() == SmtpSettings.Security.STARTTLS
                    ? StartTLSOptions.REQUIRED
                    : StartTLSOptions.DISABLED)
            .setLogin(smtp.user().isPresent() ? LoginOption.REQUIRED : LoginOption.DISABLED);
    config.setConnectTimeout(CONNECT_MILLIS);
    config.setHostnameVerificationAlgorithm("HTTPS");
    smtp.user().ifPresent(config::setUsername);
    smtp.password().ifPresent(password -> config.setPassword(password.value()));
    return config;
  }

  @Override
  public Future<Void> send(Mail mail) {
    return client
        .sendMail(
            new MailMessage()
                .setFrom(from)
                .setTo(mail.to())
                .setSubject(mail.subject())
                .setText(mail.text()))
        .mapEmpty();
  }

  @Override
  public Future<Void> close() {
    return client.close();
  }
}
