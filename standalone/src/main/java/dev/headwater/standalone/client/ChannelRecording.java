package dev.headwater.standalone.client;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Does what {@code headwater channel record} says. Immutable.
 *
 * @param visibility public, private, or as-channel
 */
public record ChannelRecording(
    String channel, Instant from, Instant to, String name, String visibility) {

  /** Returns whether it was taken, and is ready where that was to be waited for. */
  public boolean run(URI system, boolean waits, boolean json) {
    JsonObject title =
        Calls.asUser(
            system,
            (api, session) -> {
              JsonObject made =
                  api.post(
                      "channels/"
                          + ChannelRun.find(api, session, channel).getString("id")
                          + "/recordings",
                      toJson(),
                      session.accessToken());
              JsonObject known =
                  waits
                      ? new Publisher(api, session, KeptUploads.none(), Progress.SILENT)
                          .follow(Path.of(name), made.getString("id"))
                      : made;
              return playable(api, session, known);
            });
    boolean failed = "failed".equals(title.getString("status"));
    if (json) {
      System.out.println(title.encodePrettily());
    } else if (failed) {
      System.err.println(
          "headwater: " + name + ": " + title.getString("error", "no reason was given"));
    } else {
      print(title);
    }
    return !failed;
  }

  private static JsonObject playable(Api api, Session session, JsonObject title) {
    String id = title.getString("id");
    JsonObject watched = title.copy().put("watch", api.page("/watch/" + id).toString());
    return "ready".equals(title.getString("status"))
        ? watched.put(
            "hls",
            api.post("titles/" + id + "/playback", new JsonObject(), session.accessToken())
                .getString("hls"))
        : watched;
  }

  private static void print(JsonObject title) {
    System.out.println(title.getString("status") + ": " + title.getString("name"));
    System.out.println("title: " + title.getString("id"));
    System.out.println("watch: " + title.getString("watch"));
    if (title.containsKey("hls")) {
      System.out.println("hls: " + title.getString("hls"));
    }
  }

  private JsonObject toJson() {
    JsonObject order =
        new JsonObject().put("from", from.toString()).put("to", to.toString()).put("name", name);
    return visibility.equals("as-channel") ? order : order.put("visibility", visibility);
  }
}
