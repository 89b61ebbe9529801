package dev.headwater.standalone.endtoend;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;

/**
 * A title that the command line has published, and the file it was made of. Immutable.
 *
 * @param watch the console's page that plays it
 */
record PublishedClip(Path source, String id, URI watch, ControlPlane.Playback playback) {

  static PublishedClip publish(RunningSystem system, Path source, String name, String visibility) {
    JsonObject title = system.publish(source, name, visibility);
    String id = title.getString("id");
    return new PublishedClip(
        source, id, URI.create(title.getString("watch")), system.controlPlane().playback(id));
  }
}
