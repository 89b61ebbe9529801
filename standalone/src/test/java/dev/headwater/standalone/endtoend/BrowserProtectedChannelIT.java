package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Players of browsers go on where an encrypted channel's key changes, in HLS and in DASH. */
@ExtendWith(SharedSystem.class)
class BrowserProtectedChannelIT {
  /** Two segments. */
  private static final int ROTATION_SECONDS = 4;

  /** Two keys begin within, wherever a player started. */
  private static final double PLAYED_SECONDS = 2 * ROTATION_SECONDS + 1;

  /** Shaka Player looks for captions in some segments, and for want of others in an open one. */
  private static final int SEGMENTS = 4;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void theVideoPlaysOnOverChangesOfItsKeys(RunningSystem system) {
    JsonObject channel =
        system.controlPlane().createProtectedChannel("Sealed rain", ROTATION_SECONDS);
    JsonObject playback = system.controlPlane().channelPlayback(channel.getString("id"));
    URI hls = URI.create(playback.getString("hls"));
    URI dash = URI.create(playback.getString("dash"));
    try (PlayerPages pages = PlayerPages.start();
        CmafEncoder _ = CmafEncoder.start(IngestAddress.of(channel))) {
      Await.that("media", LIMIT, () -> Http.get(dash).statusCode() == 200);
      URI pictures = Http.playlist(hls).getFirst();
      Await.that("segments", LIMIT, () -> Http.playlist(pictures).size() >= SEGMENTS);
      String server = playback.getString("keyServer");
      try (PagePlayer inHls = pages.play(Player.Kind.SHAKA_HLS, hls);
          PagePlayer inDash = pages.play(Player.Kind.SHAKA_DASH, hls, server)) {
        awaitPlayed(inHls);
        awaitPlayed(inDash);
      }
      assertThat(Http.text(dash)).contains("<Period id=\"1_", "<Period id=\"2_");
    }
  }

  @Test
  void theConsolePlaysItToo(RunningSystem system) {
    JsonObject channel = system.controlPlane().createProtectedChannel("Sealed snow", 60);
    String id = channel.getString("id");
    URI dash = URI.create(system.controlPlane().channelPlayback(id).getString("dash"));
    try (HeadlessChromium chromium = HeadlessChromium.start();
        CmafEncoder _ = CmafEncoder.start(IngestAddress.of(channel))) {
      Await.that("media", LIMIT, () -> Http.get(dash).statusCode() == 200);
      try (ConsolePage page = chromium.open(system.installation().console())) {
        page.logIn();
        page.goTo("Channels");
        page.follow("Sealed snow");
        page.press("Play");
        Await.that("a start", LIMIT, () -> page.position() > 0);
        page.awaitPosition(page.position() + 2);
        assertThat(page.requested("/keys/" + id)).isTrue();
        assertThat(page.requested(".m3u8")).isFalse();
      }
    }
  }

  /** From where it has begun; DASH counts from 1970. */
  private static void awaitPlayed(PagePlayer player) {
    Await.that("a start", LIMIT, () -> checked(player).startMillis().isPresent());
    double begun = player.figures().seconds();
    Await.that("it plays on", LIMIT, () -> checked(player).seconds() - begun > PLAYED_SECONDS);
  }

  private static Figures checked(PagePlayer player) {
    Figures figures = player.figures();
    assertThat(figures.fatal()).as("%s", figures.errors()).isEmpty();
    return figures;
  }
}
