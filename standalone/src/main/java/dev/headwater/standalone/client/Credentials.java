package dev.headwater.standalone.client;

import dev.headwater.standalone.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out as whom a command acts: what the environment says, else the session that a log-in kept,
 * else, with a system on this machine, the administrator whose password lies in {@code ./data}.
 */
record Credentials(Map<String, String> environment, KeptLogins logins, Path dataFolder) {
  private static final String LOCAL_ADMINISTRATOR = "admin@headwater.local";
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  static Credentials ofUser() {
    return new Credentials(
        System.getenv(),
        KeptLogins.ofUser(System.getenv(), System.getProperty("user.home")),
        Path.of("data"));
  }

  Session session(Api api) {
    return named(api)
        .or(() -> KeptSession.find(api, logins))
        .or(() -> local(api))
        .orElseThrow(() ->
            new CommandFailure(
                "not logged in (run 'headwater login', or set HEADWATER_EMAIL and HEADWATER_PASSWORD)"));
  }

  private Optional<Session> named(Api api) {
    String email = environment.getOrDefault("HEADWATER_EMAIL", "");
    String password = environment.getOrDefault("HEADWATER_PASSWORD", "");
    if (email.isBlank() != password.isBlank()) {
      throw new CommandFailure(
          email.isBlank()
              ? "HEADWATER_PASSWORD is set (expected: HEADWATER_EMAIL too)"
              : "HEADWATER_EMAIL is set (expected: HEADWATER_PASSWORD too)");
    }
    return email.isBlank()
        ? Optional.empty()
        : Optional.of(new PasswordSession(api, email, password));
  }

  private Optional<Session> local(Api api) {
    Path file = dataFolder.resolve("admin-password");
    if (!THIS_MACHINE.contains(api.system().getHost()) || !Files.isReadable(file)) {
      return Optional.empty();
    }
    try {
      String password = Files.readString(file).strip();
      return Optional.of(new PasswordSession(api, LOCAL_ADMINISTRATOR, password));
    } catch (IOException e) {
      throw new CommandFailure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
