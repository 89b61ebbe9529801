package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Players of browsers show a channel's subtitles at the time of the picture. */
@ExtendWith(SharedSystem.class)
class BrowserSubtitlesIT {
  /** What a file may have: cues of the next minute. */
  private static final int CUES = 55;

  /** Cues that have to be seen by each player. */
  private static final int SEEN = 3;

  /** A busy browser looks at cues a few times a second. */
  private static final double TOLERANCE_SECONDS = 0.5;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Pattern DATE = Pattern.compile("(?m)^#EXT-X-PROGRAM-DATE-TIME:(\\S+)");

  @Test
  void cuesAreShownWithThePictureThatTheyAreOf(RunningSystem system) throws Exception {
    ProgramRun made =
        system.command(
            "channel", "create", "Read", "--latency", "standard", "--dvr", "10m", "--json");
    assertThat(made.status()).as(made.errors()).isZero();
    JsonObject channel = new JsonObject(made.output());
    URI hls = URI.create(channel.getString("hls"));
    try (PlayerPages pages = PlayerPages.start();
        CmafEncoder _ = CmafEncoder.start(IngestAddress.of(channel))) {
      Await.that("a segment", LIMIT, () -> !segments(hls, ".m4s").isEmpty());
      Instant begun = begun(segments(hls, ".m4s"));
      sendCues(channel, begun);
      Await.that("subtitles", LIMIT, () -> segments(hls, ".vtt").contains(".vtt\n"));
      for (Player.Kind kind : Player.Kind.values()) {
        if (kind != Player.Kind.FFMPEG) {
          sendCues(channel, begun);
          watch(pages, kind, hls, begun);
        }
      }
    }
  }

  /** The playlist of pictures, or of subtitles; empty before it has a segment. */
  private static String segments(URI hls, String suffix) {
    if (Http.get(hls).statusCode() != 200) {
      return "";
    }
    Matcher text = Pattern.compile("URI=\"(text-[^\"]+)\"").matcher(Http.text(hls));
    if (suffix.equals(".m4s")) {
      return Http.text(Http.playlist(hls).getFirst());
    }
    return text.find() ? Http.text(hls.resolve(text.group(1))) : "";
  }

  /** When the media's second 0 was taken in, as long as the first segment is there. */
  private static Instant begun(String playlist) {
    assertThat(playlist).contains("#EXT-X-MEDIA-SEQUENCE:0\n");
    Matcher date = DATE.matcher(playlist);
    assertThat(date.find()).isTrue();
    return OffsetDateTime.parse(date.group(1)).toInstant();
  }

  private static void watch(PlayerPages pages, Player.Kind kind, URI hls, Instant begun) {
    try (PagePlayer player = pages.play(kind, hls)) {
      Await.that("a picture", LIMIT, () -> player.figures().seconds() > 0.5);
      player.readSubtitles();
      Await.that(kind + " shows cues", LIMIT, () -> player.cues().size() >= SEEN);
      double zero = kind == Player.Kind.SHAKA_DASH ? begun.toEpochMilli() / 1000.0 : 0;
      assertThat(player.cues()).allSatisfy(cue -> check(cue, zero));
      assertThat(player.figures().fatal()).isEmpty();
    }
  }

  /**
   * The text of each says in which second of the media it is to be seen.
   *
   * @param zero where the media's second 0 is on the player's timeline: HLS players have the first
   *     segment at 0, which the channel still has, and DASH counts from 1970
   */
  private static void check(JsonObject cue, double zero) {
    int second = Integer.parseInt(cue.getString("text").replaceAll("\\D", ""));
    assertThat(cue.getDouble("seconds") - zero - second)
        .isBetween(-TOLERANCE_SECONDS, 1 + TOLERANCE_SECONDS);
  }

  /** As an encoder does it that knows what is said for a while: each second has its number. */
  private static void sendCues(JsonObject channel, Instant begun) throws IOException {
    long from = Duration.between(begun, Instant.now()).toSeconds();
    StringBuilder text = new StringBuilder("WEBVTT\n");
    for (long second = from; second < from + CUES; second++) {
      String time = "%02d:%02d.%%s".formatted(second / 60, second % 60);
      text.append(
          "\n%s --> %s\nsecond %d\n"
              .formatted(time.formatted("000"), time.formatted("900"), second));
    }
    String login = channel.getString("id") + ":" + channel.getString("streamKey");
    String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(channel.getJsonObject("ingest").getString("cmaf") + "subs-en.vtt"))
            .header("Authorization", "Basic " + basic)
            .PUT(BodyPublishers.ofString(text.toString()))
            .build();
    assertThat(Http.send(request).statusCode()).isEqualTo(200);
  }
}
