package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.media.hls.MediaKey;
import dev.headwater.media.hls.MediaPlaylist;
import dev.headwater.media.hls.MediaSegment;
import dev.headwater.platform.channel.ChannelEncryption.Scheme;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel of low latency whose samples are encrypted, as the real ffmpeg decrypts them. */
class ProtectedSamplesIT {
  private static final int SEGMENTS_PER_KEY = 2;
  private static final TestChannel CHANNEL =
      TestChannel.of("c1").encrypted(Scheme.CBCS, SEGMENTS_PER_KEY);

  /** A third of a second each, of segments of two seconds. */
  private static final int FRAGMENTS_OF_KEY = 6 * SEGMENTS_PER_KEY;

  @TempDir Path folder;
  private final ScriptedFeed feed = new ScriptedFeed();
  private Node node;
  private ProtectedViewer viewer;

  @BeforeEach
  void start() {
    feed.say(CHANNEL.change());
    Map<String, String> settings = new HashMap<>(feed.settings());
    settings.putAll(TestChannel.SEALING_SETTINGS);
    node = new Node(folder, settings);
    viewer = ProtectedViewer.of(node, "c1", "180p");
  }

  @AfterEach
  void stop() {
    node.close();
    feed.close();
  }

  private Node.Answer send(HttpMethod method, String path, Buffer body) {
    return node.ingest(CHANNEL, method, path, body);
  }

  private void push(Buffer bytes) {
    Node.Answer answer = send(HttpMethod.PUT, "180p.cmfv", bytes);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
  }

  /** Ten seconds; its header, and then its fragments. */
  private List<Buffer> clip() throws Exception {
    ffmpeg(
        "-v error -f lavfi -i testsrc2=size=160x90:rate=30 -t 10 -c:v libx264 -preset ultrafast"
            + " -pix_fmt yuv420p -g 60 -f mp4"
            + " -movflags +cmaf+empty_moov+default_base_moof+skip_trailer -frag_duration 333333 "
            + plain());
    Buffer whole = Buffer.buffer(Files.readAllBytes(plain()));
    List<Buffer> pieces = new ArrayList<>(List.of(Buffer.buffer()));
    for (int at = 0; at < whole.length(); at += whole.getInt(at)) {
      if (whole.getString(at + 4, at + 8).equals("moof")) {
        pieces.add(Buffer.buffer());
      }
      pieces.getLast().appendBuffer(whole.slice(at, at + whole.getInt(at)));
    }
    return pieces;
  }

  private Path plain() {
    return folder.resolve("plain.mp4");
  }

  @Test
  void everyKeyHasAHeaderAndDecryptsItsSegments() throws Exception {
    clip().forEach(this::push);
    assertThat(send(HttpMethod.DELETE, "", Buffer.buffer()).status()).isEqualTo(204);
    String playlist = viewer.playlist("");
    assertThat(playlist).doesNotContain("METHOD=NONE", "#EXT-X-DISCONTINUITY\n");
    Map<MediaKey, Buffer> runs = new LinkedHashMap<>();
    for (MediaSegment segment : MediaPlaylist.parse(playlist).segments()) {
      MediaKey key = segment.keys().getFirst();
      assertThat(key.method()).isEqualTo(MediaKey.Method.SAMPLE_AES);
      runs.computeIfAbsent(key, _ -> viewer.get(segment.map().orElseThrow().uri()).body().copy())
          .appendBuffer(viewer.get(segment.uri()).body());
    }
    assertThat(runs).hasSize(3);
    List<String> frames = new ArrayList<>();
    for (Map.Entry<MediaKey, Buffer> run : runs.entrySet()) {
      Path file = folder.resolve("run.mp4");
      Files.write(file, run.getValue().getBytes());
      byte[] key = viewer.get(run.getKey().uri()).body().getBytes();
      frames.addAll(frames("-decryption_key " + HexFormat.of().formatHex(key) + " ", file));
    }
    assertThat(frames).hasSize(300).isEqualTo(frames("", plain()));
    assertThat(viewer.get("../manifest.mpd").status()).isEqualTo(404);
  }

  @Test
  void theHintAtTheEndOfAKeyComesTrue() throws Exception {
    List<Buffer> clip = clip();
    clip.subList(0, 1 + FRAGMENTS_OF_KEY).forEach(this::push);
    String playlist = viewer.playlist("");
    String hint =
        playlist.replaceAll("(?s).*#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"([^\"]*)\".*", "$1");
    assertThat(hint).startsWith("1_").endsWith("-2.0.m4s");
    Future<Node.Answer> part = node.getLater(viewer.root().resolve(hint).toString());
    push(clip.get(1 + FRAGMENTS_OF_KEY));
    assertThat(Node.await(part).status()).isEqualTo(200);
    String after = viewer.playlist("");
    assertThat(after).contains("URI=\"" + hint + "\"");
    assertThat(after.indexOf("keys/c1.180p.1_")).isPositive().isLessThan(after.indexOf(hint));
  }

  /**
   * A checksum of each frame as it is seen; read once, since fragments are found anew by seeking.
   */
  private List<String> frames(String options, Path file) throws Exception {
    return ffmpeg("-v error -seekable 0 " + options + "-i " + file + " -f framemd5 -")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
        .toList();
  }

  private String ffmpeg(String arguments) throws Exception {
    FfmpegPrograms programs = SharedEngines.ffmpeg();
    Path said = folder.resolve("said");
    List<String> command = new ArrayList<>(List.of(programs.ffmpeg().toString(), "-nostdin", "-y"));
    command.addAll(List.of(arguments.split(" ", -1)));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().putAll(programs.environment());
    Process running = builder.start();
    assertThat(running.waitFor(60, TimeUnit.SECONDS)).as("it ended").isTrue();
    return Files.readString(said);
  }
}
