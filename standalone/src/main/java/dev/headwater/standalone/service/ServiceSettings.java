package dev.headwater.standalone.service;

import dev.headwater.platform.secret.Secrets;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsException;
import dev.headwater.standalone.CommandFailure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a service reads its settings: the file, then the environment, then the command line; and
 * the secrets that they refer to, wherever those lie. Immutable.
 *
 * @param given by the command line, in place of what file and environment say
 */
public record ServiceSettings(Optional<Path> file, Map<String, String> given, Secrets secrets) {
  public ServiceSettings {
    given = Map.copyOf(given);
  }

  public static ServiceSettings of(@Nullable Path file, @Nullable Integer port) {
    return of(file, port == null ? Map.of() : Map.of("port", port.toString()));
  }

  public static ServiceSettings of(@Nullable Path file, Map<String, String> given) {
    return new ServiceSettings(Optional.ofNullable(file), given, Secrets.of(System.getenv()));
  }

  <R extends Record> R load(Class<R> type) {
    return check(() -> Settings.load(type, file.orElse(null), System.getenv(), given, secrets));
  }

  /** What the settings mean; what is wrong with them is said as the command's failure. */
  <R> R check(Supplier<R> meaning) {
    try {
      return meaning.get();
    } catch (SettingsException e) {
      throw new CommandFailure(
          "the settings are wrong:\n" + String.valueOf(e.getMessage()).indent(2).stripTrailing(),
          e);
    }
  }
}
