package dev.headwater.control.mail;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Sends mail. Thread-safe. */
public interface Mailer {
  /** Completes once the mail is in safe hands; fails where it isn't. */
  Future<Void> send(Mail mail);

  Future<Void> close();

  /** By SMTP where a server is set, else into a folder. */
  static Mailer open(Vertx vertx, MailSettings settings) {
    return settings.smtp().host().isPresent()
        ? new SmtpMailer(vertx, settings)
        : new FolderMailer(vertx, settings);
  }
}
