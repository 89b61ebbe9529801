package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.crowd.SyntheticTrack;
import dev.headwater.media.hls.MediaPlaylist;
import dev.headwater.media.hls.MediaSegment;
import dev.headwater.media.hls.PlaylistException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows of a channel whose segments come faster than they last: their times lie ahead. */
class StartOverIT {
  private static final TestChannel CHANNEL = TestChannel.of("c1").keptFor(Duration.ofSeconds(40));
  private static final String PLAYLIST = "/live/c1/180p/index.m3u8";
  private static final int GRAIN = 6;

  @TempDir Path folder;
  private final ScriptedFeed feed = new ScriptedFeed();
  private final SyntheticTrack track = new SyntheticTrack(1_000);
  private Node node;
  private Node edge;

  @BeforeEach
  void start() {
    feed.say(CHANNEL.change());
    node = new Node(folder, feed.settings());
    edge = Node.edge(node.port(), Map.of());
    put(SyntheticTrack.header());
    push(10);
  }

  @AfterEach
  void stop() {
    edge.close();
    node.close();
    feed.close();
  }

  /** The last one stays open. */
  private void push(int segments) {
    for (int i = 0; i < segments; i++) {
      put(track.segment());
    }
  }

  private void put(byte[] bytes) {
    Node.Answer answer = node.push(CHANNEL, "180p.cmfv", Buffer.buffer(bytes));
    assertThat(answer.status()).isEqualTo(200);
  }

  private static MediaPlaylist parsed(Node.Answer answer) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    try {
      return MediaPlaylist.parse(answer.body().toString());
    } catch (PlaylistException e) {
      throw new AssertionError(answer.body().toString(), e);
    }
  }

  private static Instant at(MediaSegment segment) {
    return segment.programDateTime().orElseThrow();
  }

  /** A whole grain within the channel's time. */
  private Instant grain(int index) {
    Instant first = at(parsed(node.get(PLAYLIST)).segments().getFirst());
    long grains = Math.floorDiv(first.getEpochSecond(), GRAIN) + 1 + index;
    return Instant.ofEpochSecond(grains * GRAIN);
  }

  private static List<String> names(List<MediaSegment> segments) {
    return segments.stream().map(MediaSegment::uri).toList();
  }

  private List<String> between(Instant from, Instant to) {
    return names(
        parsed(node.get(PLAYLIST)).segments().stream()
            .filter(segment -> at(segment).plus(segment.duration()).isAfter(from))
            .filter(segment -> at(segment).isBefore(to))
            .toList());
  }

  @Test
  void aWindowThatIsPastIsAFinishedPlaylist() {
    Instant from = grain(0);
    Instant to = grain(1);
    Node.Answer answer = node.get(PLAYLIST + "?from=" + from + "&to=" + to.getEpochSecond());
    MediaPlaylist window = parsed(answer);
    assertThat(window.type()).contains(MediaPlaylist.Type.VOD);
    assertThat(window.ended()).isTrue();
    assertThat(names(window.segments())).isEqualTo(between(from, to)).hasSizeBetween(3, 4);
    assertThat(window.segments().getFirst().map()).isPresent();
    assertThat(window.segments().getFirst().uri()).endsWith("-" + window.mediaSequence() + ".m4s");
    assertThat(answer.body().toString()).doesNotContain("EXT-X-PART", "SERVER-CONTROL");
    assertThat(answer.header("Cache-Control")).matches("public, max-age=0, s-maxage=[1-9][0-9]");
    assertThat(node.get("/live/c1/180p/" + window.segments().getFirst().uri()).status())
        .isEqualTo(200);
    String mpd = node.get("/live/c1/manifest.mpd?from=" + from + "&to=" + to).body().toString();
    assertThat(mpd).contains("type=\"static\"", "mediaPresentationDuration=\"PT");
  }

  @Test
  void aWindowGoesOnUntilItsEnd() {
    Instant from = grain(1);
    String uri = PLAYLIST + "?from=" + from + "&to=" + grain(4);
    Node.Answer now = node.get(uri);
    assertThat(parsed(now).type()).contains(MediaPlaylist.Type.EVENT);
    assertThat(now.body().toString())
        .contains("#EXT-X-START:TIME-OFFSET=0", "#EXT-X-PART:", "CAN-BLOCK-RELOAD=YES");
    long next = LivePlaylists.nextNumber(now.body().toString());
    Future<Node.Answer> waiting = node.getLater(uri + "&_HLS_msn=" + next + "&_HLS_skip=YES");
    push(1);
    assertThat(parsed(Node.await(waiting)).ended()).isFalse();
    assertThat(node.get(uri + "&_HLS_msn=" + (next + 5)).status()).isEqualTo(400);
    push(6); // beyond the end, and not so far that the beginning leaves
    MediaPlaylist then = parsed(node.get(uri));
    assertThat(then.ended()).isTrue();
    assertThat(then.type()).contains(MediaPlaylist.Type.VOD);
    assertThat(names(then.segments()))
        .startsWith(names(parsed(now).segments()).toArray(String[]::new))
        .isEqualTo(between(from, at(then.segments().getLast()).plusMillis(1)));
  }

  @Test
  void withoutAnEndItGoesOnWithTheChannel() {
    String uri = PLAYLIST + "?from=" + grain(1);
    MediaPlaylist window = parsed(node.get(uri));
    assertThat(window.type()).isEmpty();
    assertThat(names(window.segments())).isEqualTo(between(grain(1), Instant.MAX));
    push(5);
    Node.Answer delta = node.get(uri + "&_HLS_skip=YES");
    assertThat(delta.body().toString()).contains("#EXT-X-MEDIA-SEQUENCE:" + window.mediaSequence());
    assertThat(node.get("/live/c1/manifest.mpd?from=" + grain(1)).body().toString())
        .contains("type=\"dynamic\"");
  }

  @Test
  void theMultivariantPlaylistHandsItsWindowOn() {
    Instant from = grain(0);
    String multivariant = node.get("/live/c1/index.m3u8?from=" + from).body().toString();
    assertThat(multivariant).contains("180p/index.m3u8?from=" + from.getEpochSecond() + "\n");
  }

  @Test
  void whatHasLeftIsGone() {
    Instant from = grain(0);
    Instant to = grain(1);
    push(30);
    Node.Answer gone = node.get(PLAYLIST + "?from=" + from + "&to=" + to);
    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.body().toJsonObject().getString("type")).endsWith("left-window");
    Instant later = grain(2);
    MediaPlaylist rest = parsed(node.get(PLAYLIST + "?from=" + from + "&to=" + later));
    assertThat(rest.type()).as("not all of it").isEmpty();
    assertThat(rest.ended()).isTrue();
    assertThat(names(rest.segments())).isEqualTo(between(from, later));
    assertThat(node.get(PLAYLIST + "?from=2030-01-01T00:00:00Z").status()).isEqualTo(404);
    assertThat(node.get(PLAYLIST + "?from=yesterday").status()).isEqualTo(400);
    assertThat(node.get("/live/c1/index.m3u8?to=1").status()).isEqualTo(400);
  }

  @Test
  void segmentsThatHaveLeftAreGone() throws Exception {
    String segment = parsed(node.get(PLAYLIST)).segments().getFirst().uri();
    String path = "/live/c1/180p/" + segment;
    String part = path.replace(".m4s", ".0.m4s");
    Path stored = folder.resolve(path.substring(1));
    Node.until(() -> Files.exists(stored), () -> segment + " is not in the store");
    push(30);
    assertThat(node.get(part).status()).isEqualTo(410);
    assertThat(node.get(path).status()).as("for whom has an old playlist").isEqualTo(200);

    Files.delete(stored); // as its time is over
    node.close();
    node = new Node(folder, feed.settings()); // it recalls the channel
    assertGone(node.get(path));
    assertGone(node.get(part));
    edge.close();
    edge = Node.edge(node.port(), Map.of());
    assertThat(edge.get(path).status()).isEqualTo(410);
    assertThat(node.get(path.replace("180p/", "180p/x")).status()).isEqualTo(404);
    assertThat(node.get(path.replace("-0.", "-9999.")).header("Cache-Control"))
        .isEqualTo("no-store");
  }

  private static void assertGone(Node.Answer answer) {
    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.body().toJsonObject().getString("type")).endsWith("left-window");
    assertThat(answer.header("Cache-Control")).contains("max-age=60");
  }

  @Test
  void whoAsksForAboutTheSameIsOneKeyAtTheEdge() {
    Instant from = grain(0);
    assertThat(parsed(edge.get(PLAYLIST + "?from=" + from + "&to=" + grain(1))).ended()).isTrue();
    Node.Answer other =
        edge.get(
            PLAYLIST
                + "?to="
                + grain(1).minusSeconds(1).getEpochSecond()
                + "&session=2&from="
                + from.plusSeconds(2).getEpochSecond());
    assertThat(other.header("Cache-Status")).contains("hit");
  }
}
