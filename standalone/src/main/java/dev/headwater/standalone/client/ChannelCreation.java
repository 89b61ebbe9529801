package dev.headwater.standalone.client;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;

/**
 * Does what {@code headwater channel create} says. Immutable.
 *
 * @param latency low or standard
 * @param dvr how far back viewers may go
 * @param onStale hold, slate or error
 * @param encryption none, aes-128 or cbcs
 */
public record ChannelCreation(
    String name,
    String latency,
    Duration dvr,
    boolean isPrivate,
    String onStale,
    String encryption) {

  public void run(URI system, boolean json) {
    JsonObject made =
        Calls.asUser(
            system, (api, session) -> ChannelRun.playable(api, session, make(api, session)));
    System.out.println(json ? made.encodePrettily() : ChannelText.of(made));
  }

  JsonObject make(Api api, Session session) {
    return api.post("channels", toJson(), session.accessToken());
  }

  private JsonObject toJson() {
    return new JsonObject()
        .put("name", name)
        .put("latency", latency)
        .put("dvrSeconds", dvr.toSeconds())
        .put("visibility", isPrivate ? "private" : "public")
        .put("onStale", onStale)
        .put("encryption", encryption);
  }
}
