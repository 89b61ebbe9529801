package dev.headwater.edge.crowd;

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
 * A node in the origin role. Arguments: a port, the folder of the store, and further settings,
 * {@code key=value}. Runs until it is killed.
 */
final class HoldingNode {
  private HoldingNode() {}

  public static void main(String[] arguments) throws ExecutionException, InterruptedException {
    Map<String, String> settings = new HashMap<>();
    settings.put("host", "127.0.0.1");
    settings.put("port", arguments[0]);
    settings.put("source.directory", arguments[1]);
    settings.put("tokens.keys[0].kid", "measured-1");
    settings.put("tokens.keys[0].secret", "ab".repeat(32));
    settings.put("live.max-waiting", "2000000");
    settings.put("limits.requests-per-second", "0"); // all viewers have one address
    for (String setting : List.of(arguments).subList(2, arguments.length)) {
      int equals = setting.indexOf('=');
      settings.put(setting.substring(0, equals), setting.substring(equals + 1));
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
