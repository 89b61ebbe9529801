package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From an encoder that speaks RTMP, as OBS does, to viewers. */
@ExtendWith(SharedSystem.class)
class LiveStreamIT {
  /** Bounds the first media on a machine under load. */
  private static final Duration FIRST_MEDIA = Duration.ofSeconds(60);

  /** How much a viewer sees, at least. */
  private static final double SECONDS_PLAYED = 8;

  @Test
  void whatAnEncoderSendsPlaysInABrowserAndInFfmpeg(RunningSystem system) {
    JsonObject channel = channel(system);
    String id = channel.getString("id");
    String hls = channel.getString("hls");
    String key = channel.getString("streamKey");
    try (RtmpEncoder _ = RtmpEncoder.start(system.installation().rtmpUrl() + "/" + key);
        HeadlessChromium chromium = HeadlessChromium.start()) {
      Await.that(
          "the channel is live",
          FIRST_MEDIA,
          () -> "live".equals(system.controlPlane().channel(id).getString("state")));
      Await.that(
          "segments in a playlist",
          FIRST_MEDIA,
          () -> Http.playlist(Http.playlist(URI.create(hls)).getFirst()).size() > 1);
      Ffmpeg.play(hls, (int) SECONDS_PLAYED);
      try (ConsolePage page = chromium.open(system.installation().console())) {
        page.logIn();
        page.awaitHeading("Titles");
        page.goTo("Channels");
        page.follow("Rain live");
        page.awaitHeading("Rain live");
        page.press("Play");
        double from = page.position();
        page.awaitPosition(from + SECONDS_PLAYED);
        page.assertThatItPlaysWell();
        assertThat(page.requestedWith("_HLS_part")).as("blocking reloads").isTrue();
      }
    }
    Await.that(
        "the channel is stale without its encoder",
        FIRST_MEDIA,
        () -> "stale".equals(system.controlPlane().channel(id).getString("state")));
    assertThat(system.command("channel", "delete", id).status()).isZero();
  }

  private static JsonObject channel(RunningSystem system) {
    ProgramRun made = system.command("channel", "create", "Rain live", "--json");
    assertThat(made.status()).as(made.errors()).isZero();
    return new JsonObject(made.output());
  }
}
