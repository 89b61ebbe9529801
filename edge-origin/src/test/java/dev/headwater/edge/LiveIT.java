package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.testing.SharedEngines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel from a real encoder to playlists and parts, on one node. */
class LiveIT {
  private static final Pattern HINT = Pattern.compile("PRELOAD-HINT:TYPE=PART,URI=\"(.*)\"");

  @TempDir Path folder;
  private final ScriptedFeed feed = new ScriptedFeed();
  private Node node;

  @BeforeEach
  void start() {
    feed.say(channel("c1").change());
    feed.say(channel("c2").onlyWithToken().change());
    node = new Node(folder, feed.settings());
  }

  private static TestChannel channel(String id) {
    return TestChannel.of(id).keptFor(Duration.ofSeconds(30));
  }

  @AfterEach
  void stop() {
    node.close();
    feed.close();
  }

  @Test
  void anEncodersTracksBecomeALowLatencyPresentation() throws Exception {
    try (LiveEncoder _ = LiveEncoder.pushing(node.port(), "c1", TestChannel.KEY)) {
      Node.until(
          () -> segments("180p") >= 2,
          () -> node.get("/live/c1/180p/index.m3u8").body().toString());
      String multivariant = node.get("/live/c1/index.m3u8").body().toString();
      assertThat(multivariant)
          .contains("RESOLUTION=320x180", "URI=\"audio/index.m3u8\"", "180p/index.m3u8")
          .contains("NAME=\"Portuguese\"", "LANGUAGE=\"pt\"");
      assertThat(node.get("/live/c1/index.m3u8").header("Cache-Control"))
          .as("no longer than the policy allows over all layers")
          .isEqualTo("public, max-age=0, s-maxage=1");
      String playlist = node.get("/live/c1/180p/index.m3u8").body().toString();
      assertThat(playlist)
          .contains("#EXT-X-PART-INF:PART-TARGET=0.35", "CAN-BLOCK-RELOAD=YES", "INDEPENDENT=YES")
          .contains("#EXT-X-RENDITION-REPORT:URI=\"../audio/index.m3u8\"");
      assertThat(parts(playlist)).allMatch(seconds -> seconds <= 0.35);

      Matcher hint = HINT.matcher(playlist);
      assertThat(hint.find()).isTrue();
      Node.Answer part = node.get("/live/c1/180p/" + hint.group(1));
      assertThat(part.status()).isEqualTo(200);
      assertThat(part.body().toString("ISO-8859-1")).contains("moof");
      assertThat(part.header("CMSD-Static")).matches("br=[1-9][0-9]*,d=3[0-9]{2},sf=h,st=l");
      assertThat(node.get("/live/c1/180p/index.m3u8").header("CMSD-Static"))
          .isEqualTo("ot=m,sf=h,st=l,headwater-state=live");

      long next = LivePlaylists.nextNumber(playlist);
      Node.Answer blocked = node.get("/live/c1/180p/index.m3u8?_HLS_msn=" + next + "&_HLS_part=0");
      assertThat(blocked.status()).isEqualTo(200);
      assertThat(blocked.header("Cache-Control")).isEqualTo("public, max-age=0, s-maxage=1");
      assertThat(node.get("/live/c1/180p/index.m3u8?_HLS_msn=" + (next + 9)).status())
          .isEqualTo(400);
      assertThat(node.get("/live/c1/180p/index.m3u8?_HLS_part=1").status()).isEqualTo(400);
    }
  }

  @Test
  void aPlayerOfDashReadsTheSameSegments() throws Exception {
    String mpd = "/live/c1/manifest.mpd";
    try (LiveEncoder _ = LiveEncoder.pushing(node.port(), "c1", TestChannel.KEY)) {
      Node.until(() -> segments("180p") >= 3, () -> node.get(mpd).body().toString());
      assertThat(node.get(mpd).header("Content-Type")).isEqualTo("application/dash+xml");
      assertThat(node.get(mpd).body().toString()).contains("lang=\"pt\"");
      assertThat(node.get(mpd).header("Cache-Control")).isEqualTo("public, max-age=0, s-maxage=1");
      Path said = folder.resolve("ffprobe");
      FfmpegPrograms programs = SharedEngines.ffmpeg();
      ProcessBuilder probe =
          new ProcessBuilder(
                  programs.ffprobe().toString(),
                  "-v",
                  "error",
                  "-show_entries",
                  "stream=codec_name,width,height",
                  "-of",
                  "csv=p=0",
                  "http://127.0.0.1:" + node.port() + mpd)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile());
      probe.environment().putAll(programs.environment());
      Process running = probe.start();
      assertThat(running.waitFor(30, TimeUnit.SECONDS)).as("it ended").isTrue();
      assertThat(said).content().contains("h264,320,180", "aac");
    }
  }

  @Test
  void aPrivateChannelNeedsAToken() {
    assertThat(node.get("/live/c2/index.m3u8").status()).isEqualTo(403);
    String token = node.token("/live/c2/", Duration.ofHours(1));
    Node.Answer idle = node.get("/t/" + token + "/live/c2/index.m3u8");
    assertThat(idle.status()).isEqualTo(404);
    assertThat(idle.header("Cache-Control")).isEqualTo("no-store");
  }

  private int segments(String rendition) {
    String text = node.get("/live/c1/" + rendition + "/index.m3u8").body().toString();
    return (int) text.lines().filter(line -> line.startsWith("#EXTINF")).count();
  }

  private static List<Double> parts(String playlist) {
    return Pattern.compile("EXT-X-PART:DURATION=([0-9.]+)")
        .matcher(playlist)
        .results()
        .map(found -> Double.parseDouble(found.group(1)))
        .toList();
  }
}
