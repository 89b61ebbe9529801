package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.crowd.SyntheticTrack;
import dev.headwater.media.webvtt.Cue;
import dev.headwater.media.webvtt.MalformedWebVttException;
import dev.headwater.media.webvtt.WebVtt;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subtitles of a channel, from encoders to viewers. Segments come faster than they last. */
class SubtitlesIT {
  private static final TestChannel CHANNEL = TestChannel.of("c1").keptFor(Duration.ofSeconds(60));
  private static final String TEXT = "/live/c1/text-subs-en/";
  private static final String EMPTY = "WEBVTT\n";

  @TempDir Path folder;
  private final ScriptedFeed feed = new ScriptedFeed();
  private SyntheticTrack track = new SyntheticTrack(1_000);
  private Node node;

  @BeforeEach
  void start() {
    feed.say(CHANNEL.change());
    node = new Node(folder, feed.settings());
  }

  @AfterEach
  void stop() {
    node.close();
    feed.close();
  }

  /** Pictures of two seconds each, with what is read in the first of them. */
  private void push(int segments, String cues) {
    put("180p.cmfv", SyntheticTrack.header());
    for (int i = 0; i < segments; i++) {
      put("180p.cmfv", track.segment());
      if (i == 0) {
        put("subs-en1.vtt", cues);
      }
    }
  }

  private void put(String name, byte[] body) {
    assertThat(sent(name, body)).as(name).matches(answer -> answer.status() == 200);
  }

  private void put(String name, String body) {
    put(name, body.getBytes(StandardCharsets.UTF_8));
  }

  private Node.Answer sent(String name, byte[] body) {
    return node.push(CHANNEL, name, Buffer.buffer(body));
  }

  private String text(String path) {
    return node.get(path).body().toString();
  }

  private static List<String> segments(String playlist) {
    return playlist.lines().filter(line -> line.endsWith(".vtt")).toList();
  }

  @Test
  void aFileOfCuesBecomesSegmentsThatGoWithThePictures() {
    push(5, "WEBVTT\n\n00:01.000 --> 00:03.000\none\n");
    assertThat(text("/live/c1/index.m3u8"))
        .contains(
            "#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"subtitles\",NAME=\"English\","
                + "LANGUAGE=\"en\",AUTOSELECT=YES,URI=\"text-subs-en/index.m3u8\"",
            "SUBTITLES=\"subtitles\"");
    String playlist = text(TEXT + "index.m3u8");
    assertThat(playlist)
        .contains("#EXT-X-MEDIA-SEQUENCE:0", "CAN-BLOCK-RELOAD=YES", "#EXTINF:2")
        .contains("#EXT-X-RENDITION-REPORT:URI=\"../180p/index.m3u8\",LAST-MSN=4,LAST-PART=")
        .doesNotContain("#EXT-X-PART", "#EXT-X-MAP", "#EXT-X-PRELOAD-HINT");
    assertThat(text("/live/c1/180p/index.m3u8"))
        .contains("#EXT-X-RENDITION-REPORT:URI=\"../text-subs-en/index.m3u8\",LAST-MSN=3\n");
    List<String> names = segments(playlist);
    assertThat(names).hasSize(4);
    Node.Answer first = node.get(TEXT + names.getFirst());
    assertThat(first.header("Content-Type")).startsWith("text/vtt");
    assertThat(first.header("Cache-Control")).contains("immutable");
    String cue = "\n00:00:01.000 --> 00:00:03.000\none\n";
    assertThat(first.body().toString())
        .isEqualTo("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n" + cue);
    assertThat(text(TEXT + names.get(1)))
        .isEqualTo("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:180000,LOCAL:00:00:02.000\n" + cue);
    assertThat(text(TEXT + names.get(2)))
        .isEqualTo("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:360000,LOCAL:00:00:04.000\n");
  }

  @Test
  void namesTellWhatSegmentsAre() {
    push(5, EMPTY);
    String text = segments(text(TEXT + "index.m3u8")).getFirst();
    assertThat(node.get(TEXT + text.replace(".vtt", ".m4s")).status()).isEqualTo(404);
    assertThat(node.get("/live/c1/180p/" + text).status()).isEqualTo(404);
    assertThat(sent("text-180p.cmfv", SyntheticTrack.header()))
        .matches(answer -> answer.status() == 400)
        .extracting(answer -> answer.body().toString())
        .asString()
        .contains("expected: subtitles");
  }

  @Test
  void aReloadWaitsForTheNextSegment() {
    push(4, EMPTY);
    Future<Node.Answer> held = node.getLater(TEXT + "index.m3u8?_HLS_msn=3");
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    assertThat(held.isComplete()).isFalse();
    push(1, EMPTY);
    assertThat(segments(Node.await(held).body().toString())).hasSize(4);
    assertThat(node.get(TEXT + "index.m3u8?_HLS_msn=9").status()).isEqualTo(400);
  }

  @Test
  void dashHasThemToo() {
    push(5, EMPTY);
    assertThat(text("/live/c1/manifest.mpd"))
        .contains("contentType=\"text\" mimeType=\"text/vtt\" lang=\"en\"")
        .containsPattern("media=\"\\$RepresentationID\\$/[a-z0-9]+-\\$Number\\$\\.vtt\"");
  }

  @Test
  void windowsHaveThemToo() {
    push(5, "WEBVTT\n\n00:01.000 --> 00:03.000\none\n");
    String window = "?from=0";
    assertThat(text("/live/c1/index.m3u8" + window))
        .contains("URI=\"text-subs-en/index.m3u8?from=0\"");
    List<String> names = segments(text(TEXT + "index.m3u8" + window));
    assertThat(names).isEqualTo(segments(text(TEXT + "index.m3u8"))).hasSize(4);
  }

  @Test
  void tracksOfCmafAreReadToo() {
    push(2, EMPTY);
    put("Streams(subs.cmft)", SyntheticText.header());
    put("Streams(subs.cmft)", SyntheticText.fragment(2_000, "", "ja", "ja", ""));
    put("Streams(subs.cmft)", SyntheticText.fragment(4_000, "nein", "", "", ""));
    push(2, EMPTY);
    assertThat(text("/live/c1/index.m3u8")).contains("NAME=\"German\"", "LANGUAGE=\"de\"");
    Node.until(
        () -> segments(text("/live/c1/text-subs/index.m3u8")).size() >= 2,
        () -> text("/live/c1/text-subs/index.m3u8"));
    List<String> names = segments(text("/live/c1/text-subs/index.m3u8"));
    assertThat(names.stream().map(name -> text("/live/c1/text-subs/" + name)))
        .anyMatch(file -> file.endsWith("\n00:00:02.500 --> 00:00:03.500\nja\n"))
        .anyMatch(file -> file.endsWith("\n00:00:04.000 --> 00:00:04.500\nnein\n"));
  }

  @Test
  void whatIsNoWebVttIsRefusedAndViewersKeepWhatWas() {
    push(4, "WEBVTT\n\n00:01.000 --> 00:02.000\none\n");
    String before = text(TEXT + "index.m3u8");
    assertThat(
            sent("subs-en2.vtt", "WEBVTT\n\n00:01.000 -->\na\n".getBytes(StandardCharsets.UTF_8)))
        .matches(answer -> answer.status() == 400)
        .extracting(answer -> answer.body().toJsonObject().getString("detail"))
        .asString()
        .startsWith("WebVTT line 3: '00:01.000 -->'");
    assertThat(sent("subs-en3.vtt", new byte[70_000]).status()).isEqualTo(413);
    assertThat(
            sent(
                    "subs-en4.vtt",
                    "WEBVTT\n\n99:00:01.000 --> 99:00:02.000\na\n".getBytes(StandardCharsets.UTF_8))
                .status())
        .isEqualTo(400);
    assertThat(text(TEXT + "index.m3u8")).isEqualTo(before);
    assertThat(node.metric("headwater_live_refusals", "")).isEqualTo(2);
    put("subs-en5.vtt", "WEBVTT\n\n00:00.100 --> 00:00.200\nlate\n");
    assertThat(node.metric("headwater_live_lost_cues", "")).isEqualTo(1);
  }

  @Test
  void theLanguageIsWhatTheEncoderSays() {
    push(1, EMPTY);
    put("a/captions1.vtt?language=pt-BR", EMPTY);
    push(4, EMPTY);
    assertThat(text("/live/c1/index.m3u8"))
        .contains(
            "NAME=\"Portuguese\"", "LANGUAGE=\"pt-BR\"", "URI=\"text-a-captions/index.m3u8\"");
  }

  @Test
  void theStoreHasThemWhenTheNodeStartsAnew() throws Exception {
    push(5, "WEBVTT\n\n00:01.000 --> 00:03.000\none\n");
    List<String> names = segments(text(TEXT + "index.m3u8"));
    Path last = folder.resolve("live/c1/text-subs-en/" + names.getLast());
    Path journal = folder.resolve("live/c1/text-subs-en/0.journal");
    Path head = folder.resolve("live/c1/head.journal");
    Node.until(
        () ->
            Files.exists(last) && contains(journal, "2000000000") && contains(head, "text-subs-en"),
        () -> "not in the store");
    node.close();
    node = new Node(folder, feed.settings());
    Node.until(
        () -> segments(text(TEXT + "index.m3u8")).containsAll(names),
        () -> text(TEXT + "index.m3u8"));
    assertThat(text("/live/c1/index.m3u8")).contains("URI=\"text-subs-en/index.m3u8\"");
    assertThat(text(TEXT + names.getFirst())).contains("one");
    track = new SyntheticTrack(1_200);
    push(5, EMPTY);
    String after = text(TEXT + "index.m3u8");
    assertThat(segments(after)).startsWith(names.toArray(String[]::new)).doesNotHaveDuplicates();
    assertThat(after).contains("#EXT-X-DISCONTINUITY\n");
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.exists(file) && Files.readString(file).contains(text);
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void theEdgeRoleKeepsThem() {
    push(5, "WEBVTT\n\n00:01.000 --> 00:03.000\none\n");
    try (Node edge = Node.edge(node.port(), Map.of())) {
      String playlist = edge.get(TEXT + "index.m3u8").body().toString();
      String first = TEXT + segments(playlist).getFirst();
      assertThat(edge.get(first).body()).isEqualTo(node.get(first).body());
      assertThat(edge.get(first).header("Cache-Status")).contains("hit");
    }
  }

  /** ffmpeg sends a file for each segment, when that is over. */
  @Test
  void whatFfmpegSendsIsWithThePictures() throws Exception {
    try (LiveEncoder _ =
        LiveEncoder.pushing(LiveEncoder.Form.SUBTITLED_HLS, node.port(), "c1", TestChannel.KEY)) {
      String playlist = "/live/c1/text-0-live/index.m3u8";
      Node.until(
          () -> segments(text(playlist)).size() >= 4,
          () -> text("/live/c1/index.m3u8") + text(playlist));
      List<String> names = segments(text(playlist));
      for (int i = 1; i < 4; i++) {
        List<Cue> cues = cues(text("/live/c1/text-0-live/" + names.get(i)));
        assertThat(cues).extracting(Cue::text).contains("second " + 2 * i, "second " + (2 * i + 1));
        assertThat(cues).allSatisfy(SubtitlesIT::isOnTime);
      }
    }
  }

  private static List<Cue> cues(String file) throws MalformedWebVttException {
    return WebVtt.parse(ByteBuffer.wrap(file.getBytes(StandardCharsets.UTF_8))).cues();
  }

  /** ffmpeg has all begin a frame of sound later, since that begins before zero. */
  private static void isOnTime(Cue cue) {
    long second = Long.parseLong(cue.text().replaceAll("\\D", ""));
    assertThat(cue.start()).isCloseTo(Duration.ofSeconds(second), Duration.ofMillis(50));
    assertThat(cue.end().minus(cue.start())).isEqualTo(Duration.ofMillis(900));
  }
}
