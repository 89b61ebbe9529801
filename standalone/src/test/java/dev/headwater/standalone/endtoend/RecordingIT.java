package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a real encoder has sent to a channel becomes a title. */
@ExtendWith(SharedSystem.class)
class RecordingIT {
  /** Bounds what an encoder and a worker take on a machine under load. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Pattern TIME = Pattern.compile("#EXT-X-PROGRAM-DATE-TIME:(.*)");

  /** A segment at each end. */
  private static final double ROUNDING = 5;

  @Test
  void aPrivateChannelThatBeganTwiceBecomesATitleOfAllOfIt(RunningSystem system) {
    JsonObject channel =
        new JsonObject(output(system, "channel", "create", "Rain", "--private", "--json"));
    String id = channel.getString("id");
    URI hls = URI.create(channel.getString("hls"));
    String rtmp = system.installation().rtmpUrl() + "/" + channel.getString("streamKey");
    push(rtmp, hls, 4);
    push(rtmp, hls, 8);
    List<Instant> times = times(hls);

    JsonObject title = record(system, id, times.getFirst(), times.getLast(), "All of it", "public");
    JsonObject found = system.controlPlane().title(title.getString("id"));
    double seconds = found.getDouble("durationSeconds");
    assertThat(seconds).isGreaterThan(10);
    assertThat(found.getString("posterUrl")).isNotEmpty();
    assertThat(found.getString("status")).isEqualTo("ready");
    ControlPlane.Playback playback = system.controlPlane().playback(title.getString("id"));
    assertThat(Ffmpeg.probe(playback.hls()).seconds()).isCloseTo(seconds, within(0.5));
    assertThat(Http.text(playback.dash().orElseThrow()))
        .contains("type=\"static\"", "<Period id=\"0\"", "<Period id=\"1\"", "--2\"");
    String media = Http.text(Http.playlist(playback.hls()).getFirst());
    assertThat(media)
        .contains("#EXT-X-DISCONTINUITY\n", "#EXT-X-PLAYLIST-TYPE:VOD", "#EXT-X-ENDLIST")
        .contains("init.mp4\"\n", "--2/init.mp4\"\n");
    assertThat(total(media)).isCloseTo(seconds, within(0.5));

    Instant from = times.get(1);
    JsonObject part = record(system, id, from, from.plusSeconds(1), "A part", "as-channel");
    JsonObject known = system.controlPlane().title(part.getString("id"));
    assertThat(known.getString("visibility")).isEqualTo("private");
    assertThat(known.getDouble("durationSeconds")).isBetween(1.0, ROUNDING);
    Ffmpeg.decode(part.getString("hls"));

    ProgramRun failed =
        system.command(
            "channel",
            "record",
            id,
            "--from",
            "2026-03-01T12:00:00Z",
            "--to",
            "2026-03-01T12:01:00Z",
            "--name",
            "Never",
            "--wait");
    assertThat(failed.status()).isEqualTo(1);
    assertThat(failed.errors()).contains("the channel has nothing of that time");
  }

  /** Until so many segments are there; the encoder is cut off then. */
  private static void push(String rtmp, URI hls, int segments) {
    try (RtmpEncoder _ = RtmpEncoder.start(rtmp)) {
      Await.that("segments in a playlist", LIMIT, () -> times(hls).size() >= segments);
    }
  }

  /** Of whole segments, from the oldest. */
  private static List<Instant> times(URI hls) {
    if (Http.get(hls).statusCode() != 200) {
      return List.of();
    }
    String playlist = Http.text(Http.playlist(hls).getFirst());
    int segments = (int) playlist.lines().filter(line -> line.startsWith("#EXTINF")).count();
    return TIME.matcher(playlist)
        .results()
        .map(found -> Instant.parse(found.group(1)))
        .limit(segments)
        .toList();
  }

  private static double total(String playlist) {
    return Pattern.compile("#EXTINF:([0-9.]+)")
        .matcher(playlist)
        .results()
        .map((MatchResult found) -> Double.parseDouble(found.group(1)))
        .reduce(0.0, Double::sum);
  }

  private static JsonObject record(
      RunningSystem system, String id, Instant from, Instant to, String name, String visibility) {
    return new JsonObject(
        output(
            system,
            "channel",
            "record",
            id,
            "--from",
            from.toString(),
            "--to",
            to.toString(),
            "--name",
            name,
            "--visibility",
            visibility,
            "--wait",
            "--json"));
  }

  private static String output(RunningSystem system, String... arguments) {
    ProgramRun run = system.command(arguments);
    assertThat(run.status()).as(run.errors() + run.output()).isZero();
    return run.output();
  }
}
