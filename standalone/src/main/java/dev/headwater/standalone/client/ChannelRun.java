package dev.headwater.standalone.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Does what {@code headwater channel list}, {@code show} and {@code delete} say. */
public final class ChannelRun {
  private static final String LINE = "%-20s %-7s %-9s %-9s %s%n";

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

  static JsonObject find(Api api, Session session, String id) {
    return api.get(path(id), session.accessToken());
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
