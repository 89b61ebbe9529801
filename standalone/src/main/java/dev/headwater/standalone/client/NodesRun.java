package dev.headwater.standalone.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;

/** Does what {@code headwater nodes} says. */
public final class NodesRun {
  private static final String LINE = "%-24s %-8s %-12s %-12s %10s  %-14s %s%n";

  private NodesRun() {}

  public static void run(URI system, boolean json) {
    JsonObject nodes =
        Calls.asUser(system, (api, session) -> api.get("nodes", session.accessToken()));
    if (json) {
      System.out.println(nodes.encodePrettily());
      return;
    }
    JsonArray items = nodes.getJsonArray("items");
    if (items.isEmpty()) {
      System.out.println("No node has reported yet.");
      return;
    }
    System.out.printf(LINE, "NODE", "ROLE", "REGION", "HEALTH", "SEQUENCE", "POLICY", "VERSION");
    for (Object item : items) {
      JsonObject node = (JsonObject) item;
      System.out.printf(
          LINE,
          node.getString("node"),
          node.getString("role"),
          node.getString("region"),
          node.getString("health"),
          node.getLong("sequence"),
          node.getString("policy", ""),
          node.getString("version"));
    }
  }
}
