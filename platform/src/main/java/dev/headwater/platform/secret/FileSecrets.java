package dev.headwater.platform.secret;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Secrets in files, as orchestrators mount them: the content, without the line break at its end.
 * Immutable.
 *
 * @param look how often files are read again
 */
record FileSecrets(Duration look) implements SecretStore {
  /** A larger file is no secret but a mistake. */
  private static final long MAX_BYTES = 64 * 1024;

  @Override
  public String read(String name) {
    try {
      Path file = Path.of(name);
      if (Files.size(file) > MAX_BYTES) {
        throw new SecretException("larger than " + MAX_BYTES + " bytes (expected: one secret)");
      }
      String content = Files.readString(file).replaceFirst("\\R\\z", "");
      if (content.isEmpty()) {
        throw new SecretException("the file is empty");
      }
      return content;
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new SecretException("no such file", e);
    } catch (CharacterCodingException e) {
      throw new SecretException("the file is not text in UTF-8", e);
    } catch (IOException e) {
      throw new SecretException("can't be read: " + e.getClass().getSimpleName(), e);
    }
  }

  @Override
  public Optional<Duration> interval() {
    return Optional.of(look);
  }
}
