package dev.headwater.standalone.client;

import dev.headwater.standalone.CommandFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Does what {@code headwater channel list}, {@code show} and {@code delete} say. */
public final class ChannelRun {
  private static final String LINE = "%-20s %-7s %-9s %-9s %s%n";

  private static final int NOT_FOUND = 404;

  private ChannelRun() {}

  public static void list(URI system, boolean json) {
    JsonArray items = Calls.asUser(system, ChannelRun::all);
    if (json) {
      System.out.println(new JsonObject().put("items", items).encodePrettily());
      return;
    }
    if (items.isEmpty()) {
      System.out.println("No channel yet: headwater channel create NAME makes one.");
      return;
    }
    System.out.printf(LINE, "CHANNEL", "STATE", "LATENCY", "AUDIENCE", "NAME");
    for (Object item : items) {
      JsonObject channel = (JsonObject) item;
      System.out.printf(
          LINE,
          channel.getString("id"),
          channel.getString("state"),
          channel.getString("latency"),
          channel.getString("visibility"),
          channel.getString("name"));
    }
  }

  private static JsonArray all(Api api, Session session) {
    JsonArray items = new JsonArray();
    String page = "channels?limit=100";
    while (!page.isEmpty()) {
      JsonObject found = api.get(page, session.accessToken());
      items.addAll(found.getJsonArray("items"));
      String next = found.getString("nextCursor", "");
      page = next.isEmpty() ? "" : "channels?limit=100&cursor=" + next;
    }
    return items;
  }

  public static void show(URI system, String id, boolean json) {
    JsonObject channel =
        Calls.asUser(system, (api, session) -> playable(api, session, find(api, session, id)));
    System.out.println(json ? channel.encodePrettily() : ChannelText.of(channel));
  }

  /** The channel that is called so: by its identifier, else by a name that no other one has. */
  static JsonObject find(Api api, Session session, String called) {
    try {
      return get(api, session, called);
    } catch (ApiRefusal e) {
      if (e.status() != NOT_FOUND) {
        throw e;
      }
      return get(api, session, named(all(api, session), called));
    }
  }

  static JsonObject get(Api api, Session session, String id) {
    return api.get(path(id), session.accessToken());
  }

  private static String named(JsonArray channels, String name) {
    List<String> found =
        channels.stream()
            .map(JsonObject.class::cast)
            .filter(channel -> name.equals(channel.getString("name")))
            .map(channel -> channel.getString("id"))
            .toList();
    if (found.isEmpty()) {
      throw new CommandFailure(
          "no channel has that identifier or name: %s (headwater channel list tells all)"
              .formatted(name));
    }
    if (found.size() > 1) {
      throw new CommandFailure(
          "%d channels have that name (expected: one of %s)"
              .formatted(found.size(), String.join(", ", found)));
    }
    return found.getFirst();
  }

  /** With the address that plays it, unless whoever asks plays as much already as they may. */
  static JsonObject playable(Api api, Session session, JsonObject channel) {
    String path = path(channel.getString("id")) + "/playback";
    try {
      JsonObject playback = api.post(path, new JsonObject(), session.accessToken());
      return channel.copy().put("hls", playback.getString("hls"));
    } catch (ApiRefusal e) {
      return channel;
    }
  }

  public static void delete(URI system, String id, boolean json) {
    Calls.asUser(
        system,
        (api, session) -> {
          api.delete(path(id), session.accessToken());
          return new JsonObject();
        });
    System.out.println(
        json ? new JsonObject().put("deleted", id).encodePrettily() : id + " is deleted");
  }

  private static String path(String id) {
    return "channels/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
  }
}
