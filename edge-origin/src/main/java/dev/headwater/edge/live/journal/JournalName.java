package dev.headwater.edge.live.journal;

import java.util.regex.Pattern;

/** Names of epochs and renditions, which become parts of keys and of playlists. */
final class JournalName {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private JournalName() {}

  /** Fails with IllegalArgumentException where it is none. */
  static String check(String name) {
    if (!SAFE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: '" + name + "' (expected: 1 to 64 letters, digits, '-' or '_')");
    }
    return name;
  }
}
