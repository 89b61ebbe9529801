package dev.headwater.standalone.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;

/** Does what {@code headwater purge} says. */
public final class PurgeRun {
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
              return wish.waits
                  ? Acknowledgement.await(api, session, "purges/" + taken.getString("id"))
                  : taken;
            });
    System.out.println(json ? purge.encodePrettily() : Acknowledgement.text("purge", purge));
    return !wish.waits || purge.getString("state").equals("applied");
  }
}
