package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.media.hls.MediaKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel of low latency whose samples are encrypted, as the real ffmpeg decrypts them. */
class ProtectedSamplesIT {
  private static final int SECONDS = 10;

  /** A third of a second each, of segments of two seconds. */
  private static final int FRAGMENTS_OF_KEY = 6 * CbcsChannel.SEGMENTS_PER_KEY;

  @TempDir Path folder;
  private CbcsChannel channel;
  private TestPictures pictures;

  @BeforeEach
  void start() {
    channel = new CbcsChannel(folder);
    pictures = TestPictures.make(folder, SECONDS, 0);
  }

  @AfterEach
  void stop() {
    channel.close();
  }

  @Test
  void everyKeyHasAHeaderAndDecryptsItsSegments() {
    pictures.pieces().forEach(channel::push);
    channel.endProgramme();
    assertThat(channel.viewer().playlist(""))
        .doesNotContain("METHOD=NONE", "#EXT-X-DISCONTINUITY\n");
    Map<MediaKey, Buffer> runs = channel.runs();
    assertThat(runs).hasSize(3);
    assertThat(channel.frames(runs)).hasSize(30 * SECONDS).isEqualTo(pictures.frames());
  }

  /** A player that fetched it ahead would open it with the key before. */
  @Test
  void thePartThatBeginsAKeyIsWaitedForAndNotHintedAt() {
    pictures.pieces().subList(0, FRAGMENTS_OF_KEY).forEach(channel::push);
    ProtectedViewer viewer = channel.viewer();
    assertThat(viewer.playlist("")).contains("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"0_");
    channel.push(pictures.pieces().get(FRAGMENTS_OF_KEY));
    assertThat(viewer.playlist("")).doesNotContain("#EXT-X-PRELOAD-HINT:");
    String place = viewer.root() + "index.m3u8?_HLS_msn=2&_HLS_part=0";
    Future<Node.Answer> later = channel.node().getLater(place);
    channel.push(pictures.pieces().get(1 + FRAGMENTS_OF_KEY));
    String after = Node.await(later).body().toString();
    int key = after.indexOf("keys/c1.180p.1_");
    assertThat(key).isPositive().isLessThan(after.indexOf("-2.0.m4s"));
    assertThat(after).contains("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"1_");
  }

  @Test
  void dashHasAPeriodForEachKeyAndAServerThatGivesThem() {
    pictures.pieces().forEach(channel::push);
    channel.endProgramme();
    ProtectedMpd mpd = ProtectedMpd.read(channel.viewer());
    assertThat(mpd.text()).doesNotContain("/t/", "Laurl");
    assertThat(mpd.periods()).hasSize(3);
    KeyServer.Given keys = KeyServer.ask(channel.viewer(), mpd.kids());
    List<String> frames =
        mpd.periods().stream()
            .flatMap(period ->
                TestPictures.frames(folder, period.media(), keys.key(period.kid())).stream())
            .toList();
    assertThat(frames).isEqualTo(pictures.frames());
  }

  @Test
  void aNodeThatStartsAnewGivesTheSameKeysForTheSameNames() {
    pictures.pieces().forEach(channel::push);
    channel.endProgramme();
    List<MediaKey> before = List.copyOf(channel.runs().keySet());
    List<byte[]> keys = before.stream().map(channel::key).toList();
    awaitStored(channel.viewer().playlist(""));
    channel.startAnew();
    ProtectedViewer viewer = channel.viewer();
    Node.until(() -> viewer.get("index.m3u8").status() == 200, () -> viewer.playlist(""));
    assertThat(List.copyOf(channel.runs().keySet())).isEqualTo(before);
    assertThat(before.stream().map(channel::key).toList())
        .usingRecursiveComparison()
        .isEqualTo(keys);
    assertThat(channel.frames(channel.runs())).isEqualTo(pictures.frames());
    List<String> kids = ProtectedMpd.read(viewer).kids();
    assertThat(KeyServer.ask(viewer, kids).keys().values())
        .usingElementComparator(Arrays::compare)
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  /** All of them, and a row of the journal for each. */
  private void awaitStored(String playlist) {
    Path rendition = folder.resolve("live/c1/180p");
    List<String> names = playlist.lines().filter(line -> line.endsWith(".m4s")).toList();
    Path last = rendition.resolve(names.getLast());
    Node.until(() -> Files.exists(last), last::toString);
    Path journal = rendition.resolve("0.journal");
    Node.until(() -> rows(journal) == names.size(), () -> "journalled: " + rows(journal));
  }

  private static long rows(Path journal) {
    try {
      return Files.exists(journal)
          ? Files.readString(journal).chars().filter(c -> c == '[').count() - 2
          : 0;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anEdgeBeforeItHandsOnWhatAViewerMayHave() {
    pictures.pieces().forEach(channel::push);
    channel.endProgramme();
    try (Node edge = Node.edge(channel.node().port(), Map.of())) {
      ProtectedViewer through = new ProtectedViewer(edge, channel.viewer().root());
      assertThat(through.playlist("")).isEqualTo(channel.viewer().playlist(""));
      for (MediaKey key : channel.runs().keySet()) {
        assertThat(through.get(key.uri()).body()).isEqualTo(channel.viewer().get(key.uri()).body());
      }
      List<String> kids = ProtectedMpd.read(through).kids();
      assertThat(kids).hasSize(3);
      KeyServer.Given given = KeyServer.ask(through, kids);
      assertThat(given.answer().body())
          .isEqualTo(KeyServer.ask(channel.viewer(), kids).answer().body());
      assertThat(given.answer().header("Cache-Control")).isEqualTo("no-store");
      String token = edge.token("/live/c2/", Duration.ofMinutes(1));
      assertThat(KeyServer.ask(edge, "/t/" + token + "/keys/c1", kids).status()).isEqualTo(403);
    }
  }
}
