package dev.headwater.standalone.client;

import dev.headwater.standalone.CommandFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** What nodes of the data plane have applied, as the API tells it. */
final class Acknowledgement {
  private static final Duration POLL = Duration.ofMillis(50);

  /** A node that is silent for ten seconds counts as unreachable: by then there is an end. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Acknowledgement() {}

  /** Waits until all nodes that can be reached have applied what lies at that path. */
  static JsonObject await(Api api, Session session, String path) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      JsonObject found = api.get(path, session.accessToken());
      if (!found.getString("state").equals("pending")) {
        return found;
      }
      pause(POLL);
    }
    throw new CommandFailure(
        "%s is still pending after %d s".formatted(path, PATIENCE.toSeconds()));
  }

  static void pause(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    }
  }

  /** For people. */
  static String text(String what, JsonObject found) {
    StringBuilder text =
        new StringBuilder(
            "%s: %s %s".formatted(found.getString("state"), what, found.getString("id")));
    for (Object node : found.getJsonArray("nodes", new JsonArray())) {
      JsonObject applied = (JsonObject) node;
      text.append(
          "%n  %s at %s".formatted(applied.getString("node"), applied.getString("appliedAt")));
    }
    for (Object node : found.getJsonArray("unreachable", new JsonArray())) {
      text.append("%n  %s can't be reached".formatted(node));
    }
    return text.toString();
  }
}
