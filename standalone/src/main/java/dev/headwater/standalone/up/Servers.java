package dev.headwater.standalone.up;

import dev.headwater.edge.EdgeOriginServer;
import dev.headwater.edge.EdgeOriginSettings;
import dev.headwater.platform.runtime.EventLoops;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import dev.headwater.standalone.CommandFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts the servers in this process, each with the settings that it would get from a file in a
 * deployment of its own.
 */
final class Servers {
  /** Bounds migrations and the opening of ports. */
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  /** Bounds what is still being answered when the end comes. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final UpWish wish;
  private final DataFolder folder;
  private final Shutdown shutdown;

  Servers(UpWish wish, DataFolder folder, Shutdown shutdown) {
    this.wish = wish;
    this.folder = folder;
    this.shutdown = shutdown;
  }

  void start(Engines engines, String playbackKey, StartLog log) throws Exception {
    Vertx vertx = EventLoops.start(new VertxOptions());
    shutdown.later("the event loops", () -> awaitEnd(vertx.close()));
    log.step(
        "data plane",
        () -> {
          EdgeOriginServer edge = await(EdgeOriginServer.start(vertx, edge(engines, playbackKey)));
          shutdown.later("the data plane", () -> awaitEnd(edge.close()));
          return edge;
        });
  }

  private EdgeOriginSettings edge(Engines engines, String playbackKey) {
    return settings(
        EdgeOriginSettings.class,
        Map.of(
            "port",
            Integer.toString(wish.edgePort()),
            "memory.max-size",
            "256MiB",
            "redis.cache",
            engines.redisCache(),
            "source.directory",
            folder.store().toString(),
            "tokens.keys[0].kid",
            "control-1",
            "tokens.keys[0].secret",
            playbackKey));
  }

  private static <R extends Record> R settings(Class<R> type, Map<String, String> values) {
    return Settings.bind(type, List.of(SettingsSource.of("headwater up", values)));
  }

  private static <T> T await(Future<T> future) throws InterruptedException, TimeoutException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new CommandFailure("a server did not start: " + e.getCause(), e);
    }
  }

  private static void awaitEnd(Future<Void> future) {
    try {
      future
          .toCompletionStage()
          .toCompletableFuture()
          .get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("not closed within " + STOP_LIMIT, e);
    }
  }
}
