package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder that a test's mail goes to. Immutable. */
record Mailbox(Path folder) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern TOKEN = Pattern.compile("#token=([A-Za-z0-9_-]+)");

  /** All that was sent to that address by now, in the order of sending. */
  List<String> mailTo(String email) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".eml"))
          .sorted()
          .map(Mailbox::read)
          .filter(mail -> mail.contains("\nTo: " + email + "\n"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the mail of that number, from one on. */
  String await(String email, int number) {
    Instant end = Instant.now().plus(PATIENCE);
    List<String> mail = mailTo(email);
    while (mail.size() < number) {
      assertThat(Instant.now()).as("mail to " + email).isBefore(end);
      pause();
      mail = mailTo(email);
    }
    return mail.get(number - 1);
  }

  static String token(String mail) {
    Matcher matcher = TOKEN.matcher(mail);
    assertThat(matcher.find()).as(mail).isTrue();
    return matcher.group(1);
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
