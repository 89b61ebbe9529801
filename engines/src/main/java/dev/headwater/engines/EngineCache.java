package dev.headwater.engines;

import java.nio.file.Path;
import java.util.Map;

/** Names the folder that unpacked programs are kept in when the caller has no better one. */
public final class EngineCache {
  private EngineCache() {}

  /** {@code headwater} in the user's cache folder, shared by everything this user runs. */
  public static Path ofUser() {
    return ofUser(System.getenv(), System.getProperty("user.home"));
  }

  static Path ofUser(Map<String, String> environment, String home) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    return cache.isBlank() ? Path.of(home, ".cache", "headwater") : Path.of(cache, "headwater");
  }
}
