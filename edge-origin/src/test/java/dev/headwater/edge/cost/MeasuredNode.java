package dev.headwater.edge.cost;

import dev.headwater.edge.EdgeOriginServer;
import dev.headwater.edge.EdgeOriginSettings;
import dev.headwater.platform.runtime.EventLoops;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import io.vertx.core.VertxOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * A node in the origin role with everything on, as {@code bench/hit-cost} measures it. Arguments:
 * the folder of the store, a port, and further settings as {@code key=value}. Runs until it is
 * killed.
 */
final class MeasuredNode {
  private MeasuredNode() {}

  public static void main(String[] arguments) throws ExecutionException, InterruptedException {
    Map<String, String> settings = new HashMap<>();
    settings.put("host", "127.0.0.1");
    settings.put("port", arguments[1]);
    settings.put("source.directory", arguments[0]);
    settings.put("tokens.keys[0].kid", "measured-1");
    settings.put("tokens.keys[0].secret", "ab".repeat(32));
    for (int i = 2; i < arguments.length; i++) {
      String[] further = arguments[i].split("=", 2);
      settings.put(further[0], further[1]);
    }
    EdgeOriginServer.start(
            EventLoops.start(new VertxOptions()),
            Settings.bind(
                EdgeOriginSettings.class, List.of(SettingsSource.of("arguments", settings))))
        .toCompletionStage()
        .toCompletableFuture()
        .get();
  }
}
