package dev.headwater.standalone.client;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;

/** How the publishing of one file ended. Immutable. */
public sealed interface PublishedTitle {
  Path file();

  /** One element of the JSON document that the command prints. */
  JsonObject toJson();

  /** It plays at {@code hls}, and on the page {@code watch}. */
  record Ready(Path file, String id, String name, String hls, URI watch) implements PublishedTitle {
    @Override
    public JsonObject toJson() {
      return new JsonObject()
          .put("file", file.toString())
          .put("id", id)
          .put("name", name)
          .put("status", "ready")
          .put("hls", hls)
          .put("watch", watch.toString());
    }
  }

  /** It doesn't play, for the reason that {@code error} says. */
  record Failed(Path file, String error) implements PublishedTitle {
    @Override
    public JsonObject toJson() {
      return new JsonObject()
          .put("file", file.toString())
          .put("status", "failed")
          .put("error", error);
    }
  }
}
