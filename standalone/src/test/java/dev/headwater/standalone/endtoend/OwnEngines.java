package dev.headwater.standalone.endtoend;

import dev.headwater.engines.EngineCache;
import dev.headwater.engines.PostgresEngine;
import dev.headwater.engines.RedisEngine;
import dev.headwater.engines.RedisProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Engines that no other test uses, so that they can be killed, and started again on their ports
 * over their data. For one thread.
 */
final class OwnEngines {
  private static final int REDIS_MEBIBYTES = 64;
  private static final RedisProfile CACHE = RedisProfile.cache(REDIS_MEBIBYTES);
  private static final RedisProfile STATE = RedisProfile.state(REDIS_MEBIBYTES);

  private final Path postgresFolder;
  private final Path cacheFolder;
  private final Path stateFolder;
  private PostgresEngine postgres;
  private RedisEngine cache;
  private RedisEngine state;

  OwnEngines(Path folder) {
    this.postgresFolder = folder.resolve("postgres");
    this.cacheFolder = folder.resolve("redis-cache");
    this.stateFolder = folder.resolve("redis-state");
    this.postgres = PostgresEngine.start(postgresFolder);
    this.cache = RedisEngine.start(CACHE, cacheFolder);
    this.state = RedisEngine.start(STATE, stateFolder);
  }

  /** With a bucket, for the services of one system. */
  ServiceEngines forServices(Path folder) {
    return ServiceEngines.start(folder, postgres.address(), cache.url(), state.url());
  }

  void killPostgres() {
    postgres.kill();
  }

  void restartPostgres() {
    postgres =
        PostgresEngine.start(postgresFolder, EngineCache.ofUser(), postgres.address().port());
  }

  /** Both of them. */
  void killRedis() {
    cache.kill();
    state.kill();
  }

  void restartRedis() {
    cache = RedisEngine.start(CACHE, cacheFolder, EngineCache.ofUser(), cache.port());
    state = RedisEngine.start(STATE, stateFolder, EngineCache.ofUser(), state.port());
  }

  /** How many entries the Redis that evicts has; it starts with none. */
  int cachedEntries() {
    URI address = URI.create(cache.url());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      socket.getOutputStream().write("DBSIZE\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return Integer.parseInt(answer.substring(1, answer.indexOf('\r')));
    } catch (IOException away) {
      return 0;
    }
  }

  void end() {
    postgres.kill();
    killRedis();
  }
}
