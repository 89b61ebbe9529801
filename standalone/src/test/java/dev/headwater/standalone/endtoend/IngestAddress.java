package dev.headwater.standalone.endtoend;

import io.vertx.core.json.JsonObject;
import java.net.URI;

/**
 * Where an encoder of a channel sends to, and as whom. Immutable.
 *
 * @param base with a slash at the end
 */
record IngestAddress(String channel, String key, String base) {
  /**
   * Of the primary encoder.
   *
   * @param channel as its owner sees it
   */
  static IngestAddress of(JsonObject channel) {
    return new IngestAddress(
        channel.getString("id"),
        channel.getString("streamKey"),
        channel.getJsonObject("ingest").getString("cmaf"));
  }

  IngestAddress backup() {
    return below("backup/");
  }

  IngestAddress slate() {
    return below("slate/");
  }

  private IngestAddress below(String path) {
    return new IngestAddress(channel, key, base + path);
  }

  /** The same at another node. */
  IngestAddress at(ServiceProcess node) {
    return new IngestAddress(channel, key, node.url() + URI.create(base).getPath());
  }

  /** As a program is told it that knows no headers. */
  String withLogIn() {
    return base.replace("://", "://" + channel + ":" + key + "@");
  }
}
