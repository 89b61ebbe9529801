package dev.headwater.standalone.client;

import dev.headwater.engines.SecretFile;
import dev.headwater.standalone.CommandFailure;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The sessions that {@code headwater login} keeps, one for each system, in a file that only its
 * owner can read (mode 0600). A refresh token works once: changes are made under a lock, so that
 * two commands at once don't end each other's session.
 */
record KeptLogins(Path file) {

  /** {@code headwater/login.json} in the user's configuration folder. */
  static KeptLogins ofUser(Map<String, String> environment, String home) {
    String configuration = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path folder = configuration.isBlank() ? Path.of(home, ".config") : Path.of(configuration);
    return new KeptLogins(folder.resolve("headwater").resolve("login.json"));
  }

  Optional<Tokens> find(URI system) {
    return Optional.ofNullable(read().getJsonObject(system.toString())).map(Tokens::ofJson);
  }

  /** Replaces what is kept for {@code system} by what {@code change} makes of it; returns that. */
  Optional<Tokens> change(URI system, UnaryOperator<Optional<Tokens>> change) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path lock = file.resolveSibling("login.lock");
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        Optional<Tokens> kept = find(system);
        Optional<Tokens> changed = change.apply(kept);
        if (!changed.equals(kept)) {
          write(system, changed);
        }
        return changed;
      }
    } catch (IOException e) {
      throw new CommandFailure("cannot keep the log-in in " + file + ": " + e, e);
    }
  }

  private void write(URI system, Optional<Tokens> tokens) throws IOException {
    JsonObject all = read();
    all.remove(system.toString());
    tokens.ifPresent(t -> all.put(system.toString(), t.toJson()));
    SecretFile.write(file, all.encodePrettily());
  }

  private JsonObject read() {
    try {
      return Files.exists(file) ? new JsonObject(Files.readString(file)) : new JsonObject();
    } catch (IOException | DecodeException e) {
      throw new CommandFailure(
          "cannot read the kept log-in (remove " + file + " and log in again): " + e.getMessage(),
          e);
    }
  }
}
