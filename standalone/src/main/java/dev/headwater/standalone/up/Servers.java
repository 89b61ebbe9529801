package dev.headwater.standalone.up;

import dev.headwater.edge.EdgeOriginServer;
import dev.headwater.edge.EdgeOriginSettings;
import dev.headwater.platform.runtime.EventLoops;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import dev.headwater.standalone.process.Blocking;
import dev.headwater.standalone.process.Shutdown;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.Map;

/**
 * Starts the servers in this process, each with the settings that it would get from a file in a
 * deployment of its own.
 */
final class Servers {
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
    shutdown.later("the event loops", () -> Blocking.closed(vertx.close()));
    log.step(
        "data plane",
        () -> {
          EdgeOriginServer edge =
              Blocking.started(EdgeOriginServer.start(vertx, edge(engines, playbackKey)));
          shutdown.later("the data plane", () -> Blocking.closed(edge.close()));
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
}
