package dev.headwater.standalone.client;

import dev.headwater.standalone.CommandFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Does what {@code headwater purge} says. */
public final class PurgeRun {
  private static final Duration POLL = Duration.ofMillis(50);

  /** A node that is silent for ten seconds counts as unreachable: by then there is an end. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What to purge, and how. */
  public record Wish(
      List<String> tags, List<String> paths, List<String> prefixes, boolean soft, boolean waits) {
    JsonObject toJson() {
      return new JsonObject()
          .put("tags", new JsonArray(tags))
          .put("paths", new JsonArray(paths))
          .put("prefixes", new JsonArray(prefixes))
          .put("mode", soft ? "soft" : "hard");
    }
  }

  private PurgeRun() {}

  /** Returns whether it was taken, and applied by all nodes where that was to be waited for. */
  public static boolean run(URI system, Wish wish, boolean json) {
    JsonObject purge =
        Calls.asUser(
            system,
            (api, session) -> {
              JsonObject taken = api.post("purges", wish.toJson(), session.accessToken());
              return wish.waits ? settled(api, session, taken.getString("id")) : taken;
            });
    System.out.println(json ? purge.encodePrettily() : text(purge));
    return !wish.waits || purge.getString("state").equals("applied");
  }

  private static JsonObject settled(Api api, Session session, String id) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      JsonObject purge = api.get("purges/" + id, session.accessToken());
      if (!purge.getString("state").equals("pending")) {
        return purge;
      }
      pause();
    }
    throw new CommandFailure(
        "purge %s is still pending after %d s".formatted(id, PATIENCE.toSeconds()));
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    }
  }

  private static String text(JsonObject purge) {
    StringBuilder text =
        new StringBuilder(
            "%s: purge %s".formatted(purge.getString("state"), purge.getString("id")));
    for (Object node : purge.getJsonArray("nodes", new JsonArray())) {
      JsonObject applied = (JsonObject) node;
      text.append(
          "%n  %s at %s".formatted(applied.getString("node"), applied.getString("appliedAt")));
    }
    for (Object node : purge.getJsonArray("unreachable", new JsonArray())) {
      text.append("%n  %s can't be reached".formatted(node));
    }
    return text.toString();
  }
}
