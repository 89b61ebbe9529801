package dev.headwater.edge.peer;

import static dev.headwater.edge.peer.Await.await;
import static dev.headwater.edge.peer.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.ScriptedFeed;
import dev.headwater.edge.TestChannel;
import dev.headwater.edge.crowd.SyntheticTrack;
import dev.headwater.engines.testing.SharedEngines;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of a cluster, all viewers at one of them. */
class StandbyIT {
  private static final int FRAGMENT_BYTES = 20_000;
  private static final int PARTS = SyntheticTrack.FRAGMENTS_OF_SEGMENT;

  @TempDir Path folder;

  /** Leases in Redis outlive a test. */
  private final String channel = "c" + UUID.randomUUID().toString().replace("-", "");

  private final TestChannel encoder = TestChannel.of(channel);
  private final ScriptedFeed feed = new ScriptedFeed();
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient();
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final SyntheticTrack track = new SyntheticTrack(FRAGMENT_BYTES);

  @BeforeEach
  void start() throws IOException {
    feed.say(encoder.change());
    List<ServerSocket> kept = List.of(free(), free()); // each until its node takes it
    List<String> members =
        kept.stream().map(socket -> "127.0.0.1:" + socket.getLocalPort()).toList();
    for (ServerSocket socket : kept) {
      Map<String, String> settings = new HashMap<>(feed.settings());
      settings.putAll(
          Map.of(
              "host",
              "127.0.0.1",
              "port",
              "0",
              "memory.max-size",
              "64MiB",
              "source.directory",
              folder.toString(),
              "redis.state",
              SharedEngines.redisState().url(),
              "peer.port",
              "0",
              "peer.secret",
              Cluster.SECRET,
              "cluster.node",
              "node-" + nodes.size(),
              "cluster.port",
              String.valueOf(socket.getLocalPort()),
              "cluster.members",
              String.join(",", members)));
      socket.close();
      nodes.addAll(NodeProcess.start(1, settings));
    }
  }

  private static ServerSocket free() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() {
    nodes.forEach(NodeProcess::close);
    await(vertx.close());
    feed.close();
  }

  /** A segment, and two parts of the next one; tells the name of the last part. */
  private String beginAndFollow() {
    push(0, SyntheticTrack.header());
    for (int i = 0; i < PARTS + 2; i++) {
      push(0, track.fragment());
    }
    until(
        "it is followed",
        () -> nodes.get(1).metrics().matches("(?s).*\\nheadwater_live_followed\\S* 1\\.0.*"));
    String before = playlist(0);
    String last = before.replaceAll("(?s).*#EXT-X-PART:[^\\n]*URI=\"([^\"]*)\".*", "$1");
    assertThat(last).endsWith("-1.1.m4s");
    until("all of it", () -> get(1, last).length() == get(0, last).length());
    return last;
  }

  @Test
  void whatTheOwnerHasNotWrittenIsWrittenByWhoStoodBy() throws IOException {
    String first = beginAndFollow().replace("-1.1.", "-0.0.");
    String part = get(0, first);
    Path store = folder.resolve("live/" + channel + "/v");
    Path whole = store.resolve(first.replace("-0.0.", "-0."));
    until(
        "it is written down",
        () -> Files.exists(whole) && Files.exists(store.resolve("0.journal")));
    nodes.getFirst().kill();
    byte[] bytes = Files.readAllBytes(whole);
    Files.delete(whole);

    until("it is taken", () -> put(1, SyntheticTrack.header()) == 200);
    until("it is there again", () -> Files.exists(whole));
    assertThat(Files.readAllBytes(whole)).isEqualTo(bytes);
    assertThat(get(1, first)).as("a part that viewers were told of").isEqualTo(part);
  }

  @Test
  void whoHasNoViewersKnowsWhatTheyHaveSeenOnTheOwner() {
    String last = beginAndFollow();
    nodes.getFirst().kill();

    until("it is taken", () -> put(1, SyntheticTrack.header()) == 200);
    for (int i = 0; i < 2 * PARTS; i++) {
      push(1, track.fragment());
    }
    assertThat(playlist(1))
        .contains("#EXT-X-DISCONTINUITY\n", last.replace("-1.1.", "-1."))
        .doesNotContain("#EXT-X-GAP");
  }

  private void push(int node, byte[] bytes) {
    assertThat(put(node, bytes)).isEqualTo(200);
  }

  private int put(int node, byte[] bytes) {
    return await(
        client
            .request(encoder.ingest(HttpMethod.PUT, nodes.get(node).port(), "v.cmfv"))
            .compose(request -> request.send(Buffer.buffer(bytes)))
            .map(answer -> answer.statusCode()));
  }

  private String playlist(int node) {
    return get(node, "index.m3u8");
  }

  private String get(int node, String name) {
    return await(
        client
            .request(
                HttpMethod.GET,
                nodes.get(node).port(),
                "127.0.0.1",
                "/live/" + channel + "/v/" + name)
            .compose(request -> request.send())
            .compose(answer -> answer.body())
            .map(body -> body.toString(StandardCharsets.ISO_8859_1)));
  }
}
