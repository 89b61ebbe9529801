package dev.headwater.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisEngineIT {
  private static final RedisProfile CACHE = RedisProfile.cache(16);
  private static final RedisProfile STATE = RedisProfile.state(16);

  @TempDir Path folder;

  @Test
  void theStateProfileKeepsItsKeysAcrossRestarts() throws Exception {
    try (RedisEngine redis = RedisEngine.start(STATE, folder)) {
      assertThat(ask(redis, "SET kept 42")).containsExactly("+OK");
    }
    try (RedisEngine redis = RedisEngine.start(STATE, folder)) {
      assertThat(ask(redis, "GET kept")).containsExactly("$2", "42");
    }
  }

  @Test
  void theCacheProfileForgets() throws Exception {
    try (RedisEngine redis = RedisEngine.start(CACHE, folder)) {
      ask(redis, "SET lost 42");
    }
    try (RedisEngine redis = RedisEngine.start(CACHE, folder)) {
      assertThat(ask(redis, "GET lost")).containsExactly("$-1");
    }
  }

  @Test
  void theProfilesEvictAsTheySay() throws Exception {
    try (RedisEngine redis = RedisEngine.start(CACHE, folder.resolve("cache"))) {
      assertThat(ask(redis, "CONFIG GET maxmemory-policy")).endsWith("allkeys-lfu");
      assertThat(ask(redis, "CONFIG GET maxmemory")).endsWith("16777216");
    }
    try (RedisEngine redis = RedisEngine.start(STATE, folder.resolve("state"))) {
      assertThat(ask(redis, "CONFIG GET maxmemory-policy")).endsWith("noeviction");
      assertThat(ask(redis, "CONFIG GET appendonly")).endsWith("yes");
    }
  }

  @Test
  void itListensOnLoopbackOnly() throws Exception {
    try (RedisEngine redis = RedisEngine.start(CACHE, folder)) {
      assertThat(ask(redis, "CONFIG GET bind")).endsWith("127.0.0.1");
    }
  }

  @Test
  void aServerLeftBehindIsStoppedBeforeTheNextStart() throws Exception {
    RedisEngine left = RedisEngine.start(STATE, folder);
    ask(left, "SET kept 42");
    List<ProcessHandle> before = processes().running();
    assertThat(before).hasSize(1);
    try (RedisEngine redis = RedisEngine.start(STATE, folder)) {
      assertThat(processes().running()).hasSize(1).doesNotContainAnyElementsOf(before);
      assertThat(ask(redis, "GET kept")).containsExactly("$2", "42");
    }
    assertThat(processes().running()).isEmpty();
  }

  @Test
  void itsCommandLineGoesOnNamingItsFolder() throws Exception {
    try (RedisEngine _ = RedisEngine.start(CACHE, folder)) {
      ProcessHandle process = processes().running().getFirst();
      assertThat(process.info().commandLine().orElseThrow())
          .contains(folder.toRealPath().toString());
    }
  }

  @Test
  void aTakenPortFailsWithWhatRedisSaid() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> RedisEngine.start(CACHE, folder, EngineCache.ofUser(), port))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("Failed listening on port " + port);
    }
  }

  @Test
  void aFolderWithSpacesAndQuotesWorks() throws Exception {
    try (RedisEngine redis = RedisEngine.start(STATE, folder.resolve("a \"b\" c"))) {
      assertThat(ask(redis, "SET a 1")).containsExactly("+OK");
    }
  }

  private EngineProcesses processes() throws IOException {
    return new EngineProcesses(folder.toRealPath(), "redis-server");
  }

  /** The lines of the answer to one command in Redis's inline form. */
  private static List<String> ask(RedisEngine redis, String command) throws IOException {
    try (Socket socket = new Socket(redis.host(), redis.port());
        BufferedReader answer =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      socket
          .getOutputStream()
          .write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
      List<String> lines = answer.lines().toList();
      return lines.subList(0, lines.size() - 1);
    }
  }
}
