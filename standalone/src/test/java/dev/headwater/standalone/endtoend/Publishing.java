package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Makes titles that can be played.
 *
 * @param bucket where their files lie in the end
 */
record Publishing(ControlPlane api, Path bucket) {
  /** Bounds the packaging on a machine under load. */
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Returns the id of a title once it is ready. */
  String publish(String name, String visibility, int seconds) throws Exception {
    String title = api.createTitle(name, visibility);
    Path clip = Ffmpeg.clip("services-" + seconds, seconds);
    assertThat(api.upload(title, BodyPublishers.ofFile(clip)).get()).isEqualTo(202);
    JsonObject end = api.awaitEnd(title, LIMIT);
    assertThat(end.getString("status")).as("%s", end).isEqualTo("ready");
    return title;
  }

  /** As the administrator may play it. */
  PlayedTitle played(String title) {
    return PlayedTitle.of(api.playback(title).hls(), bucket);
  }
}
