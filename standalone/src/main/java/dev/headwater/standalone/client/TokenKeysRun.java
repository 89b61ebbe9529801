package dev.headwater.standalone.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;

/** Does what {@code headwater token keys} and {@code token rotate} say. */
public final class TokenKeysRun {
  private static final String LINE = "%-24s %-12s %-10s %s%n";

  private TokenKeysRun() {}

  public static void list(URI system, boolean json) {
    JsonObject keys =
        Calls.asUser(system, (api, session) -> api.get("token-keys", session.accessToken()));
    if (json) {
      System.out.println(keys.encodePrettily());
      return;
    }
    JsonArray items = keys.getJsonArray("items");
    System.out.printf(LINE, "KEY", "CONSUMER", "STATE", "SINCE");
    for (Object item : items) {
      JsonObject key = (JsonObject) item;
      System.out.printf(
          LINE,
          key.getString("kid"),
          key.getString("consumer"),
          key.getString("state"),
          key.getString("replacedAt", key.getString("promotedAt", key.getString("createdAt"))));
    }
  }

  public static void rotate(URI system, String consumer, boolean json) {
    JsonObject wish = new JsonObject().put("consumer", consumer);
    JsonObject next =
        Calls.asUser(
            system,
            (api, session) -> api.post("token-keys/rotations", wish, session.accessToken()));
    System.out.println(
        json
            ? next.encodePrettily()
            : next.getString("kid") + " signs as soon as it is known everywhere");
  }

  public static void retire(URI system, String kid, boolean json) {
    Calls.asUser(
        system,
        (api, session) -> {
          api.delete("token-keys/" + kid, session.accessToken());
          return new JsonObject();
        });
    System.out.println(
        json ? new JsonObject().put("retired", kid).encodePrettily() : kid + " is retired");
  }
}
