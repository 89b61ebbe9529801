package dev.headwater.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineCacheTest {
  @Test
  void theCacheIsBelowTheUsersHome() {
    assertThat(EngineCache.ofUser(Map.of(), "/home/a"))
        .isEqualTo(Path.of("/home/a/.cache/headwater"));
  }

  @Test
  void aCacheFolderOfTheUsersChoiceComesFirst() {
    assertThat(EngineCache.ofUser(Map.of("XDG_CACHE_HOME", "/var/cache/a"), "/home/a"))
        .isEqualTo(Path.of("/var/cache/a/headwater"));
  }
}
