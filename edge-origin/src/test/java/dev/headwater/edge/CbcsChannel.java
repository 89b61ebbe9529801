package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.media.hls.MediaKey;
import dev.headwater.media.hls.MediaPlaylist;
import dev.headwater.media.hls.MediaSegment;
import dev.headwater.media.hls.PlaylistException;
import dev.headwater.platform.channel.ChannelEncryption.Scheme;
import dev.headwater.platform.channel.OnStale;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A channel of low latency whose samples are encrypted, on a node of its own. */
final class CbcsChannel implements AutoCloseable {
  static final String ID = "c1";
  static final String RENDITION = "180p";
  static final int SEGMENTS_PER_KEY = 2;

  private static final TestChannel CHANNEL =
      TestChannel.of(ID).with(OnStale.SLATE).encrypted(Scheme.CBCS, SEGMENTS_PER_KEY);

  private final Path folder;
  private final ScriptedFeed feed = new ScriptedFeed();
  private Node node;
  private ProtectedViewer viewer;

  CbcsChannel(Path folder) {
    this.folder = folder;
    feed.say(CHANNEL.change());
    node = startNode();
    viewer = ProtectedViewer.of(node, ID, RENDITION);
  }

  private Node startNode() {
    Map<String, String> settings = new HashMap<>(feed.settings());
    settings.putAll(TestChannel.SEALING_SETTINGS);
    return new Node(folder, settings);
  }

  Node node() {
    return node;
  }

  /** Of its pictures. */
  ProtectedViewer viewer() {
    return viewer;
  }

  /** With what is in the store. */
  void startAnew() {
    node.close();
    node = startNode();
    viewer = ProtectedViewer.of(node, ID, RENDITION);
  }

  /**
   * An encoder sends, as fast as it is taken.
   *
   * @param path below the channel's
   */
  Node.Answer send(HttpMethod method, String path, Buffer body) {
    return node.ingest(CHANNEL, method, path, body);
  }

  void push(Buffer pictures) {
    Node.Answer answer = send(HttpMethod.PUT, RENDITION + ".cmfv", pictures);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
  }

  void endProgramme() {
    assertThat(send(HttpMethod.DELETE, "", Buffer.buffer()).status()).isEqualTo(204);
  }

  /** What the playlist has under each key, below its header. */
  Map<MediaKey, Buffer> runs() {
    Map<MediaKey, Buffer> runs = new LinkedHashMap<>();
    String playlist = viewer.playlist("");
    try {
      for (MediaSegment segment : MediaPlaylist.parse(playlist).segments()) {
        if (!segment.gap()) {
          MediaKey key = segment.keys().getFirst();
          assertThat(key.method()).isEqualTo(MediaKey.Method.SAMPLE_AES);
          runs.computeIfAbsent(
                  key, _ -> viewer.get(segment.map().orElseThrow().uri()).body().copy())
              .appendBuffer(viewer.get(segment.uri()).body());
        }
      }
      return runs;
    } catch (PlaylistException e) {
      throw new AssertionError(playlist, e);
    }
  }

  byte[] key(MediaKey key) {
    return viewer.get(key.uri()).body().getBytes();
  }

  /** The pictures of runs, with keys that the node gives. */
  List<String> frames(Map<MediaKey, Buffer> runs) {
    return runs.entrySet().stream()
        .flatMap(run -> TestPictures.frames(folder, run.getValue(), key(run.getKey())).stream())
        .toList();
  }

  @Override
  public void close() {
    node.close();
    feed.close();
  }
}
