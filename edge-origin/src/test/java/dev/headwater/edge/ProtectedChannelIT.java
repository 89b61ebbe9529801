package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.crowd.SyntheticTrack;
import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.channel.ChannelEncryption.Scheme;
import dev.headwater.platform.channel.Latency;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel of standard latency whose segments are encrypted whole. */
class ProtectedChannelIT {
  private static final int SEGMENTS_PER_KEY = 2;
  private static final TestChannel CHANNEL = protectedOne("c1");

  /** Segments of a channel of standard latency last for two of the track's. */
  private static final int FRAGMENTS = 2 * SyntheticTrack.FRAGMENTS_OF_SEGMENT;

  @TempDir Path folder;
  private final ScriptedFeed feed = new ScriptedFeed();
  private final SyntheticTrack track = new SyntheticTrack(1_000);
  private Node node;
  private ProtectedViewer viewer;

  @BeforeEach
  void start() {
    feed.say(CHANNEL.change()).say(protectedOne("c2").change());
    begin(TestChannel.SEALING_SETTINGS);
  }

  private static TestChannel protectedOne(String id) {
    return TestChannel.of(id).with(Latency.STANDARD).encrypted(Scheme.AES_128, SEGMENTS_PER_KEY);
  }

  private void begin(Map<String, String> sealing) {
    Map<String, String> settings = new HashMap<>(feed.settings());
    settings.putAll(sealing);
    node = new Node(folder, settings);
    viewer = ProtectedViewer.of(node, "c1", "180p");
  }

  @AfterEach
  void stop() {
    node.close();
    feed.close();
  }

  /** The last one stays open; what they were is answered. */
  private List<Buffer> push(int segments) {
    List<Buffer> pushed = new ArrayList<>();
    assertThat(put(Buffer.buffer(SyntheticTrack.header())).status()).isEqualTo(200);
    for (int i = 0; i < segments; i++) {
      Buffer whole = Buffer.buffer(track.fragments(FRAGMENTS));
      pushed.add(whole);
      assertThat(put(whole).status()).isEqualTo(200);
    }
    return pushed;
  }

  private Node.Answer put(Buffer bytes) {
    return node.push(CHANNEL, "180p.cmfv", bytes);
  }

  private Node.Answer end() {
    return node.ingest(CHANNEL, HttpMethod.DELETE, "", Buffer.buffer());
  }

  private static List<Buffer> plain(List<ProtectedViewer.Opened> opened) {
    return opened.stream().map(ProtectedViewer.Opened::plain).toList();
  }

  private static List<String> keys(List<ProtectedViewer.Opened> opened) {
    return opened.stream().map(ProtectedViewer.Opened::key).distinct().toList();
  }

  @Test
  void aViewerWithATokenOpensEachSegmentWithItsKey() {
    List<Buffer> pushed = push(6);
    String playlist = viewer.playlist("");
    List<ProtectedViewer.Opened> opened = viewer.open(playlist);
    assertThat(plain(opened)).hasSize(5).containsExactlyElementsOf(pushed.subList(0, 5));
    assertThat(keys(opened)).hasSize(3).allMatch(uri -> uri.startsWith("../../../keys/c1.180p."));
    assertThat(playlist.indexOf("#EXT-X-MAP:")).isLessThan(playlist.indexOf("#EXT-X-KEY:"));
    assertThat(playlist).doesNotContain("METHOD=NONE", "EXT-X-PART");
    String map = playlist.replaceAll("(?s).*#EXT-X-MAP:URI=\"([^\"]*)\".*", "$1");
    assertThat(viewer.get(map).body().getBytes()).isEqualTo(SyntheticTrack.header());
    assertThat(viewer.get("../manifest.mpd").status()).as("DASH doesn't know it").isEqualTo(404);
  }

  @Test
  void windowsAndDeltaUpdatesNameTheKeysOfWhatTheyHave() {
    push(14);
    List<ProtectedViewer.Opened> all = viewer.open(viewer.playlist(""));
    String delta = viewer.playlist("?_HLS_skip=YES");
    assertThat(delta).contains("#EXT-X-SKIP:");
    String shown = delta.substring(delta.indexOf("#EXT-X-SKIP:"));
    assertThat(shown).contains("#EXT-X-KEY:METHOD=AES-128,URI=\"" + all.getLast().key());
    assertThat(shown.indexOf("#EXT-X-KEY:")).isLessThan(shown.indexOf("#EXTINF"));
    assertThat(end().status()).isEqualTo(204);
    List<ProtectedViewer.Opened> window = viewer.open(viewer.playlist("?from=0"));
    assertThat(plain(window)).startsWith(plain(all).toArray(Buffer[]::new)).hasSize(14);
  }

  @Test
  void keysAreForViewersOfTheChannelAndNeverEarly() {
    push(4);
    String key = keys(viewer.open(viewer.playlist(""))).getFirst().replace("../", "");
    Node.Answer answer = viewer.get("/" + key);
    assertThat(answer.status()).as("without its token").isEqualTo(403);
    String token = node.token("/live/c1/", Duration.ofMinutes(1));
    Node.Answer given = node.get("/" + key, "Cookie", "headwater_token=" + token);
    assertThat(given.status()).isEqualTo(200);
    assertThat(given.body().length()).isEqualTo(16);
    assertThat(given.header("Cache-Control")).isEqualTo("no-store");
    String others = "/t/" + node.token("/live/c2/", Duration.ofMinutes(1)) + "/";
    assertThat(node.get(others + key).status()).isEqualTo(403);
    String own = "/t/" + token + "/";
    assertThat(node.get(own + key.replace("c1.", "c2.")).status()).isEqualTo(403);
    String period = key.substring(0, key.lastIndexOf('.') + 1);
    assertThat(node.get(own + period + "0").status()).isEqualTo(200);
    assertThat(node.get(own + period + "3").status()).as("is yet to come").isEqualTo(404);
    assertThat(node.get(own + key.replace(".180p.", ".90p.")).status()).isEqualTo(404);
    assertThat(node.get(others + key.replace("c1.", "c2.")).status()).as("silent").isEqualTo(404);
  }

  @Test
  void aNodeThatStartsAnewGivesTheSameKeys() {
    List<Buffer> pushed = push(4);
    assertThat(end().status()).isEqualTo(204);
    List<ProtectedViewer.Opened> before = viewer.open(viewer.playlist(""));
    assertThat(plain(before)).containsExactlyElementsOf(pushed);
    awaitStored(before);
    node.close();
    begin(TestChannel.SEALING_SETTINGS);
    Node.until(() -> viewer.get("index.m3u8").status() == 200, () -> viewer.playlist(""));
    List<ProtectedViewer.Opened> after = viewer.open(viewer.playlist(""));
    assertThat(keys(after)).isEqualTo(keys(before));
    assertThat(plain(after)).containsExactlyElementsOf(pushed);
  }

  private void awaitStored(List<ProtectedViewer.Opened> segments) {
    Path rendition = folder.resolve("live/c1/180p");
    for (ProtectedViewer.Opened segment : segments) {
      Path stored = rendition.resolve(segment.name());
      Node.until(() -> Files.exists(stored), stored::toString);
      assertThat(text(stored)).doesNotContain("moof");
    }
    Path journal = rendition.resolve("0.journal");
    Node.until(
        () ->
            Files.exists(journal)
                && text(journal).chars().filter(c -> c == '[').count() >= segments.size() + 2,
        journal::toString);
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aNodeThatCannotOpenTheSecretTakesNothingIn() {
    node.close();
    begin(Map.of("sealing-keys[0].id", "s2", "sealing-keys[0].secret", "0b".repeat(32)));
    Node.Answer refused = put(Buffer.buffer(SyntheticTrack.header()));
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.body().toJsonObject().getString("type")).endsWith("locked");
    assertThat(viewer.get("index.m3u8").status()).isEqualTo(404);
    assertThat(folder.resolve("live/c1")).doesNotExist();
  }

  @Test
  void ffmpegPlaysItAllFromTheFirstKeyToTheLast() throws Exception {
    Path clip = folder.resolve("clip.mp4");
    ffmpeg(
        SharedEngines.ffmpeg().ffmpeg(),
        "-v error -f lavfi -i testsrc2=size=160x90:rate=25 -t 20 -c:v libx264 -preset ultrafast"
            + " -pix_fmt yuv420p -g 50 -f mp4"
            + " -movflags +cmaf+empty_moov+default_base_moof+skip_trailer -frag_duration 400000 "
            + clip);
    assertThat(put(Buffer.buffer(Files.readAllBytes(clip))).status()).isEqualTo(200);
    assertThat(end().status()).isEqualTo(204);
    String frames =
        ffmpeg(
            SharedEngines.ffmpeg().ffprobe(),
            "-v error -count_frames -show_entries stream=nb_read_frames -of csv=p=0 "
                + "http://127.0.0.1:%d%s".formatted(node.port(), viewer.root() + "index.m3u8"));
    assertThat(frames.lines().filter(line -> !line.isBlank())).isNotEmpty().containsOnly("500");
    assertThat(keys(viewer.open(viewer.playlist("")))).hasSize(3);
  }

  private String ffmpeg(Path program, String arguments) throws Exception {
    FfmpegPrograms programs = SharedEngines.ffmpeg();
    Path said = folder.resolve("said");
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments.split(" ", -1)));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(said.toFile());
    builder.environment().putAll(programs.environment());
    Process running = builder.start();
    assertThat(running.waitFor(60, TimeUnit.SECONDS)).as("it ended").isTrue();
    return Files.readString(said);
  }
}
