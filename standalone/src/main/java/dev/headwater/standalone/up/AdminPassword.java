package dev.headwater.standalone.up;

import dev.headwater.engines.SecretFile;
import dev.headwater.standalone.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/**
 * The password of the first administrator. Immutable.
 *
 * @param value to set; empty where an earlier start has set one that isn't known here
 * @param origin where it comes from, for people
 * @param isNew whether nobody can have changed it yet
 */
record AdminPassword(Optional<String> value, String origin, boolean isNew) {
  private static final String VARIABLE = "HEADWATER_ADMIN_PASSWORD";
  private static final int GENERATED_BYTES = 10;

  /** The environment's, else the one made for this folder, now if it is new. */
  static AdminPassword choose(DataFolder folder, Map<String, String> environment) {
    String given = environment.getOrDefault(VARIABLE, "");
    try {
      if (!given.isBlank()) {
        Files.deleteIfExists(folder.adminPassword()); // no longer true
        return new AdminPassword(Optional.of(given), VARIABLE, false);
      }
      if (folder.used() && !Files.exists(folder.adminPassword())) {
        return new AdminPassword(Optional.empty(), "an earlier " + VARIABLE, false);
      }
      String kept =
          SecretFile.readOrCreate(
              folder.adminPassword(), () -> SecretFile.randomHex(GENERATED_BYTES));
      return new AdminPassword(
          Optional.of(kept), folder.adminPassword().toString(), !folder.used());
    } catch (IOException e) {
      throw new CommandFailure("cannot keep the administrator's password: " + e, e);
    }
  }

  /** The password itself where this program has just made it up; else only where it comes from. */
  String shown() {
    if (isNew) {
      return value.orElse("");
    }
    return "that of " + origin + (origin.contains(VARIABLE) ? "" : ", unless it was changed since");
  }

  @Override
  public String toString() {
    return "password from " + origin;
  }
}
