package dev.headwater.control.mail;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystem;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/**
 * Puts mail into a folder, one file for each (RFC 5322), readable by this user alone: for
 * development, where nothing shall leave the machine. Thread-safe.
 */
final class FolderMailer implements Mailer {
  private static final String OWNER_ONLY = "rw-------";
  private static final String FOLDER_OWNER_ONLY = "rwx------";

  /** Sorts by the time of sending. */
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS", Locale.ROOT);

  private final FileSystem files;
  private final Path folder;
  private final String from;

  FolderMailer(Vertx vertx, MailSettings settings) {
    this.files = vertx.fileSystem();
    this.folder = settings.folder();
    this.from = settings.from();
  }

  @Override
  public Future<Void> send(Mail mail) {
    ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
    String name = NAME.format(now) + "-" + UUID.randomUUID();
    String draft = folder.resolve(name + ".draft").toString();
    return files
        .mkdirs(folder.toString(), FOLDER_OWNER_ONLY)
        .compose(_ -> files.createFile(draft, OWNER_ONLY))
        .compose(_ -> files.writeFile(draft, Buffer.buffer(message(mail, now))))
        .compose(_ -> files.move(draft, folder.resolve(name + ".eml").toString()));
  }

  private String message(Mail mail, ZonedDateTime now) {
    return """
    From: %s
    To: %s
    Subject: %s
    Date: %s
    MIME-Version: 1.0
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: 8bit

    %s
    """
        .formatted(
            from,
            mail.to(),
            mail.subject(),
            DateTimeFormatter.RFC_1123_DATE_TIME.format(now),
            mail.text());
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
