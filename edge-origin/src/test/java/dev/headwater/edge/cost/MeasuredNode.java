package dev.headwater.edge.cost;

import dev.headwater.edge.EdgeOriginServer;
import dev.headwater.edge.EdgeOriginSettings;
import dev.headwater.platform.runtime.EventLoops;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * A node in the origin role with everything on, as {@code bench/hit-cost} measures it. Arguments:
 * the folder of the store, and a port. Runs until it is killed.
 */
final class MeasuredNode {
  private MeasuredNode() {}

  public static void main(String[] arguments) throws ExecutionException, InterruptedException {
    Map<String, String> settings =
        Map.of(
            "host",
            "127.0.0.1",
            "port",
            arguments[1],
            "source.directory",
            arguments[0],
            "tokens.keys[0].kid",
            "measured-1",
            "tokens.keys[0].secret",
            "ab".repeat(32));
    EdgeOriginServer.start(
            EventLoops.start(new VertxOptions()),
            Settings.bind(
                EdgeOriginSettings.class, List.of(SettingsSource.of("arguments", settings))))
        .toCompletionStage()
        .toCompletableFuture()
        .get();
  }
}
