package dev.headwater.standalone.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;

/** Does what {@code headwater purge} says. */
public final class PurgeRun {
  /** What is waited for. */
  public enum Patience {
    NONE,
    FOR_NODES,
    FOR_ALL
  }

  /** What to purge, and how. */
  public record Wish(List<String> tags, List<String> paths, List<String> prefixes, boolean soft) {
    JsonObject toJson() {
      return new JsonObject()
          .put("tags", new JsonArray(tags))
          .put("paths", new JsonArray(paths))
          .put("prefixes", new JsonArray(prefixes))
          .put("mode", soft ? "soft" : "hard");
    }
  }

  private PurgeRun() {}

  /** Returns whether it was taken, and applied by all that was to be waited for. */
  public static boolean run(URI system, Wish wish, Patience patience, boolean json) {
    JsonObject purge =
        Calls.asUser(
            system,
            (api, session) -> {
              JsonObject taken = api.post("purges", wish.toJson(), session.accessToken());
              String path = "purges/" + taken.getString("id");
              return switch (patience) {
                case NONE -> taken;
                case FOR_NODES -> Acknowledgement.await(api, session, path);
                case FOR_ALL -> CdnConfirmation.await(api, session, path);
              };
            });
    System.out.println(json ? purge.encodePrettily() : text(purge));
    return isDone(purge, patience);
  }

  private static String text(JsonObject purge) {
    return Acknowledgement.text("purge", purge) + CdnConfirmation.text(purge);
  }

  private static boolean isDone(JsonObject purge, Patience patience) {
    boolean onNodes = purge.getString("state").equals("applied");
    return switch (patience) {
      case NONE -> true;
      case FOR_NODES -> onNodes;
      case FOR_ALL -> onNodes && CdnConfirmation.isGiven(purge);
    };
  }
}
