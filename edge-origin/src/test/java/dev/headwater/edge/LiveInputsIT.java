package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.crowd.SyntheticTrack;
import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.channel.OnStale;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two encoders of one channel, and what is shown while none sends. */
class LiveInputsIT {
  private static final TestChannel CHANNEL = TestChannel.of("c1").with(OnStale.SLATE);
  private static final String PLAYLIST = "/live/c1/180p/index.m3u8";

  @TempDir Path folder;
  private final ScriptedFeed feed = new ScriptedFeed();
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

  private PushedTrack push(String input) throws Exception {
    return new PushedTrack(node.port(), "c1", TestChannel.KEY, input + "180p.cmfv");
  }

  private String playlist() {
    return node.get(PLAYLIST).body().toString();
  }

  private long metric(String name) {
    return Math.round(node.metric("headwater_live_" + name, ""));
  }

  private void await(String name, long value) {
    Node.until(() -> metric(name) == value, () -> name + ": " + metric(name) + "\n" + playlist());
  }

  /** The first to come is the one that is seen. */
  private void awaitPlaylist() {
    Node.until(() -> node.get(PLAYLIST).status() == 200, this::playlist);
  }

  /** More of them than there are now. */
  private void awaitSegments(int more) {
    long until = LivePlaylists.nextNumber(playlist()) + more;
    Node.until(() -> LivePlaylists.nextNumber(playlist()) >= until, this::playlist);
  }

  private static long discontinuities(String playlist) {
    return playlist.lines().filter("#EXT-X-DISCONTINUITY"::equals).count();
  }

  private static List<String> names(String playlist) {
    return playlist.lines().filter(line -> line.endsWith(".m4s")).toList();
  }

  /** From the first segment on, none is there twice, and none is missing. */
  private static void assertItGoesOn(String playlist) {
    assertThat(playlist).doesNotContain("#EXT-X-GAP");
    assertNumbersGoOn(playlist);
  }

  private static void assertNumbersGoOn(String playlist) {
    List<String> names = names(playlist);
    assertThat(playlist).contains("#EXT-X-MEDIA-SEQUENCE:0");
    for (int i = 0; i < names.size(); i++) {
      assertThat(names.get(i)).as(playlist).endsWith("-" + i + ".m4s");
    }
  }

  @Test
  void anEncoderThatStallsInAFragmentIsReplacedAndOneThatIsCutToo() throws Exception {
    PushedTrack primary = push("");
    awaitPlaylist();
    try (primary;
        PushedTrack backup = push("backup/")) {
      Node.until(() -> names(playlist()).size() >= 2, this::playlist);
      await("standbys", 1);
      primary.stall();
      await("failovers", 1);
      awaitSegments(2);
      assertThat(metric("backups")).isEqualTo(1);
      assertThat(discontinuities(playlist())).isEqualTo(1);
      assertItGoesOn(playlist());
      primary.cut();
      try (PushedTrack _ = push("primary/")) {
        await("standbys", 1);
        backup.cut();
        await("failovers", 2);
        awaitSegments(2);
        assertThat(metric("backups")).isZero();
      }
      assertThat(discontinuities(playlist())).isEqualTo(2);
      assertItGoesOn(playlist());
    }
  }

  @Test
  void realEncodersThatAreKilledInTurnAreReplacedByTheOther() throws Exception {
    LiveEncoder primary = encoder("primary/");
    awaitPlaylist();
    try (LiveEncoder backup = encoder("backup/")) {
      Node.until(() -> names(playlist()).size() >= 2, this::playlist);
      await("standbys", 1);
      awaitSegments(2);
      primary.kill();
      await("failovers", 1);
      awaitSegments(2);
      primary = encoder("primary/");
      await("standbys", 1);
      awaitSegments(2);
      backup.kill();
      await("failovers", 2);
      awaitSegments(2);
    } finally {
      primary.kill();
    }
    assertThat(discontinuities(playlist())).isEqualTo(2);
    assertItGoesOn(playlist());
    // an encoder that dies at a segment's start has sent pictures of it, and no sound: a gap
    assertNumbersGoOn(node.get("/live/c1/audio/index.m3u8").body().toString());
  }

  private LiveEncoder encoder(String input) throws Exception {
    return LiveEncoder.pushing(LiveEncoder.Form.TRACKS, node.port(), "c1", TestChannel.KEY, input);
  }

  @Test
  void theEndOfOneEncoderLeavesTheProgrammeToTheOther() throws Exception {
    PushedTrack primary = push("primary/");
    awaitPlaylist();
    try (primary;
        PushedTrack backup = push("backup/")) {
      await("standbys", 1);
      assertThat(delete("primary/")).isEqualTo(204);
      await("backups", 1);
      backup.cut();
    }
    assertThat(delete("")).isEqualTo(204);
    Node.until(() -> playlist().contains("#EXT-X-ENDLIST"), this::playlist);
    assertThat(discontinuities(playlist())).isLessThanOrEqualTo(1);
  }

  private int delete(String path) {
    return node.ingest(CHANNEL, HttpMethod.DELETE, path, Buffer.buffer()).status();
  }

  @Test
  void aSlateIsShownWhileNoMediaComesAlsoAfterARestart() throws Exception {
    assertThat(put("slate/180p.cmfv", Buffer.buffer("no media at all"))).isEqualTo(400);
    assertThat(put("slate/180p.cmfv", slate())).isEqualTo(201);
    assertThat(put("slate/180p.cmfv", slate(), "If-None-Match", "*")).isEqualTo(412);
    assertThat(Files.exists(folder.resolve("live/c1/slate/180p.slate"))).isTrue();
    node.close();
    node = new Node(folder, feed.settings());
    try (PushedTrack _ = push("")) {
      Node.until(() -> names(playlist()).size() >= 1, this::playlist);
    }
    await("slates", 1);
    awaitSegments(2);
    assertThat(discontinuities(playlist())).isEqualTo(1);
    String last = names(playlist()).getLast();
    assertThat(node.get("/live/c1/180p/" + last).status()).isEqualTo(200);
    try (PushedTrack _ = push("")) {
      await("slates", 0);
      awaitSegments(1);
    }
    assertThat(discontinuities(playlist())).isEqualTo(2);
    assertItGoesOn(playlist());
    assertThat(delete("slate/")).isEqualTo(204);
    assertThat(Files.exists(folder.resolve("live/c1/slate/180p.slate"))).isFalse();
  }

  /** Frames of sound are not of the length of fragments: something is left over at the end. */
  @Test
  void soundOfAnyLengthIsASlate() throws Exception {
    Path file = folder.resolve("sound.cmfa");
    FfmpegPrograms programs = SharedEngines.ffmpeg();
    String line =
        "-nostdin -v error -f lavfi -i sine=sample_rate=48000 -t 4 -c:a aac -f mp4"
            + " -movflags +cmaf+empty_moov+default_base_moof+skip_trailer -frag_duration 333333 ";
    List<String> command = new ArrayList<>(List.of(programs.ffmpeg().toString()));
    command.addAll(List.of(line.split(" ")));
    command.add(file.toString());
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(programs.environment());
    assertThat(builder.start().waitFor()).isZero();
    Buffer sound = Buffer.buffer(Files.readAllBytes(file));
    assertThat(put("slate/audio.cmfa", sound)).isEqualTo(201);
  }

  private static Buffer slate() {
    SyntheticTrack track = new SyntheticTrack(1_000);
    Buffer whole = Buffer.buffer(SyntheticTrack.header());
    for (int i = 0; i < SyntheticTrack.FRAGMENTS_OF_SEGMENT; i++) {
      whole.appendBytes(track.fragment());
    }
    return whole;
  }

  private int put(String name, Buffer body, String... fields) {
    RequestOptions options = CHANNEL.ingest(HttpMethod.PUT, node.port(), name);
    for (int i = 0; i < fields.length; i += 2) {
      options.addHeader(fields[i], fields[i + 1]);
    }
    return Node.await(node.send(options, request -> request.send(body))).status();
  }
}
