package dev.headwater.standalone.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.stream.Stream;

/** What CDNs have confirmed of a purge, as the API tells it. */
final class CdnConfirmation {
  /** CloudFront takes up to some minutes; one that is down is tried for longer than people wait. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration POLL = Duration.ofMillis(250);

  private CdnConfirmation() {}

  /**
   * Waits until all nodes that can be reached, and then all CDNs, have applied the purge at that
   * path, or a CDN never will, or has taken too long.
   */
  static JsonObject await(Api api, Session session, String path) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonObject found = Acknowledgement.await(api, session, path);
    while (cdns(found).anyMatch(cdn -> isIn("pending", cdn)) && System.nanoTime() < end) {
      Acknowledgement.pause(POLL);
      found = api.get(path, session.accessToken());
    }
    return found;
  }

  /** Whether all of them have. */
  static boolean isGiven(JsonObject purge) {
    return cdns(purge).allMatch(cdn -> isIn("applied", cdn));
  }

  /** For people, a line each. */
  static String text(JsonObject purge) {
    StringBuilder text = new StringBuilder();
    cdns(purge).forEach(cdn -> text.append("%n  %s".formatted(line(cdn))));
    return text.toString();
  }

  private static String line(JsonObject cdn) {
    String name = cdn.getString("name");
    if (isIn("applied", cdn)) {
      return "%s at %s".formatted(name, cdn.getString("appliedAt"));
    }
    String error = cdn.getString("error", "");
    return "%s is %s".formatted(name, cdn.getString("state"))
        + (error.isEmpty() ? "" : ": " + error);
  }

  private static boolean isIn(String state, JsonObject cdn) {
    return cdn.getString("state").equals(state);
  }

  private static Stream<JsonObject> cdns(JsonObject purge) {
    return purge.getJsonArray("cdns", new JsonArray()).stream().map(JsonObject.class::cast);
  }
}
