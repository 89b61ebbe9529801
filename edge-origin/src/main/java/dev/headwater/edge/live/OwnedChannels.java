package dev.headwater.edge.live;

import dev.headwater.edge.cluster.Topic;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What a node tells the others of its cluster: media of these channels comes to it. Immutable.
 *
 * @param owner the name of the node
 */
record OwnedChannels(String owner, List<String> channels) {
  /** What a notice can hold; who has more sends several. */
  static final int MOST = 1_000;

  static final Topic<OwnedChannels> TOPIC =
      new Topic<>("channels", OwnedChannels::toJson, OwnedChannels::fromJson);

  OwnedChannels {
    channels = List.copyOf(channels);
  }

  private JsonObject toJson() {
    return new JsonObject().put("owner", owner).put("channels", new JsonArray(channels));
  }

  private static OwnedChannels fromJson(JsonObject json) {
    JsonArray channels = json.getJsonArray("channels");
    if (channels.size() > MOST) {
      throw new IllegalArgumentException(
          "channels: " + channels.size() + " (expected: <= " + MOST + ")");
    }
    return new OwnedChannels(
        json.getString("owner"), channels.stream().map(String.class::cast).toList());
  }
}
