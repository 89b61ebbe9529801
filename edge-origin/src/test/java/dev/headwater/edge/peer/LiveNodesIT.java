package dev.headwater.edge.peer;

import static dev.headwater.edge.peer.Await.await;
import static dev.headwater.edge.peer.Await.on;
import static dev.headwater.edge.peer.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.ScriptedFeed;
import dev.headwater.edge.TestChannel;
import dev.headwater.edge.crowd.SyntheticTrack;
import dev.headwater.engines.testing.SharedEngines;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One channel on three nodes, a process each, with one store. */
class LiveNodesIT {
  private static final int NODES = 3;
  private static final int FRAGMENT_BYTES = 20_000;
  private static final int PARTS = SyntheticTrack.FRAGMENTS_OF_SEGMENT;

  @TempDir Path folder;

  /** Leases in Redis outlive a test. */
  private final String channel = "c" + UUID.randomUUID().toString().replace("-", "");

  private final ScriptedFeed feed = new ScriptedFeed();
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(64));
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final SyntheticTrack track = new SyntheticTrack(FRAGMENT_BYTES);

  private record Answer(int status, String body) {}

  @BeforeEach
  void start() {
    feed.say(TestChannel.of(channel).keptFor(Duration.ZERO).change());
    Map<String, String> settings = new HashMap<>(feed.settings());
    settings.putAll(
        Map.of(
            "host", "127.0.0.1",
            "port", "0",
            "memory.max-size", "64MiB",
            "source.directory", folder.toString(),
            "redis.state", SharedEngines.redisState().url(),
            "peer.port", "0",
            "peer.secret", Cluster.SECRET));
    nodes.addAll(NodeProcess.start(NODES, settings));
  }

  @AfterEach
  void stop() {
    nodes.forEach(NodeProcess::close);
    await(vertx.close());
    feed.close();
  }

  @Test
  void mediaThatComesToAnyNodeIsTheLiveEdgeOfAll() {
    push(0, SyntheticTrack.header());
    push(0, segment());
    for (int node = 0; node < NODES; node++) {
      awaitParts(node, PARTS);
    }
    push(1, segment()); // to a node that doesn't own the channel
    push(2, fragments(2));
    String first = playlist(0);
    for (int node = 0; node < NODES; node++) {
      awaitParts(node, 2 * PARTS + 2);
      assertThat(playlist(node)).as("of node " + node).isEqualTo(playlist(0));
      assertThat(get(node, "index.m3u8").body()).isEqualTo(get(0, "index.m3u8").body());
    }
    assertThat(first).doesNotContain("#EXT-X-DISCONTINUITY");

    Future<Answer> held = getLater(2, "v/index.m3u8?_HLS_msn=2&_HLS_part=2");
    push(1, fragments(1));
    assertThat(await(held).body()).contains("-2.2.m4s\"");
    String part = names(playlist(2)).getLast();
    for (int node = 0; node < NODES; node++) {
      assertThat(get(node, "v/" + part).body()).isEqualTo(get(0, "v/" + part).body());
    }
    assertThat(await(send(HttpMethod.DELETE, 1, "/ingest/" + channel + "/", null)).status())
        .isEqualTo(204);
    until("the end on another node", () -> playlist(2).contains("#EXT-X-ENDLIST"));
  }

  @Test
  void subtitlesThatComeToAnyNodeAreReadOnAll() {
    push(0, SyntheticTrack.header());
    push(0, segment());
    Buffer cues = Buffer.buffer("WEBVTT\n\n00:00.500 --> 00:03.000\none\n");
    String name = "/ingest/" + channel + "/subs1.vtt?language=en"; // to one that isn't the owner
    Answer taken = await(send(HttpMethod.PUT, 1, name, cues));
    assertThat(taken.status()).as(taken.body()).isEqualTo(200);
    push(0, segment());
    push(0, segment());
    for (int node = 0; node < NODES; node++) {
      int reader = node;
      until("two segments on node " + node, () -> texts(reader).size() == 2);
      until(
          "the same on node " + node,
          () -> get(reader, "text-subs/index.m3u8").equals(get(0, "text-subs/index.m3u8")));
      assertThat(get(node, "index.m3u8").body()).contains("TYPE=SUBTITLES", "LANGUAGE=\"en\"");
      assertThat(get(node, "text-subs/" + texts(node).getLast()).body()).contains("one");
    }
  }

  private List<String> texts(int node) {
    return get(node, "text-subs/index.m3u8")
        .body()
        .lines()
        .filter(line -> line.endsWith(".vtt"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anotherNodeGoesOnWhenTheOneThatTakesTheMediaIsKilledOrHangs(boolean killed) {
    push(0, SyntheticTrack.header());
    push(0, segment());
    push(0, segment());
    push(0, fragments(2));
    awaitParts(1, 2 * PARTS + 2);
    awaitParts(2, 2 * PARTS + 2);
    List<String> before = names(playlist(2));
    String open =
        get(2, "v/" + before.get(2 * PARTS)).body() + get(2, "v/" + before.getLast()).body();
    Future<Answer> held = getLater(2, "v/index.m3u8?_HLS_msn=2&_HLS_part=3");
    if (killed) {
      nodes.getFirst().kill();
    } else {
      nodes.getFirst().hang();
    }
    assertThat(names(playlist(2))).as("the last good playlist").isEqualTo(before);

    skip(PARTS - 2); // what an encoder loses meanwhile
    pushUntilTaken(1, SyntheticTrack.header());
    push(1, segment());
    push(1, segment());
    assertThat(await(held).status()).isEqualTo(200);
    until("more on the third node", () -> playlist(2).contains("#EXT-X-DISCONTINUITY\n"));
    until("the same on both", () -> playlist(1).equals(playlist(2)));
    String after = playlist(2);
    assertThat(after.split("#EXT-X-DISCONTINUITY\n", -1)).as(after).hasSize(2);
    assertThat(after).contains("#EXT-X-MEDIA-SEQUENCE:0\n");
    assertThat(names(after)).doesNotHaveDuplicates();
    assertThat(after).doesNotContain("#EXT-X-GAP");
    String early = before.getLast().replace("-2.1.", "-2."); // it ended with what came of it
    assertThat(after).contains(early);
    assertThat(get(1, "v/" + early).body()).isEqualTo(open);
    until("it is in the store", () -> get(2, "v/" + early).body().equals(open));
  }

  @Test
  void aNodeThatWasStoppedPublishesNothingOfAChannelThatAnotherOneHasTaken() throws Exception {
    push(0, SyntheticTrack.header());
    push(0, segment());
    awaitParts(0, PARTS);
    String epoch = names(playlist(0)).getFirst().replaceAll("-.*", "");
    byte[] open = fragments(1);
    try (Encoder encoder = encoder(0)) {
      encoder.send(open);
      awaitParts(1, PARTS + 1);
      nodes.getFirst().hang();
      encoder.send(fragments(PARTS)); // it lies there until the node goes on
      pushUntilTaken(1, SyntheticTrack.header());
      push(1, segment());
      nodes.getFirst().goOn();
      assertThat(encoder.answer()).contains("410");
    }
    push(0, segment()); // which is the other one's now
    until("the same on both", () -> playlist(0).equals(playlist(1)));
    assertThat(playlist(1)).contains("#EXT-X-DISCONTINUITY\n");
    Path store = folder.resolve("live/" + channel + "/v");
    try (Stream<Path> files = Files.list(store)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.startsWith(epoch))
          .containsExactlyInAnyOrder(epoch + "-init.mp4", epoch + "-0.m4s", epoch + "-1.m4s");
    }
    assertThat(Files.readAllBytes(store.resolve(epoch + "-1.m4s")))
        .as("what had come before, written by the other one")
        .isEqualTo(open);
  }

  /** A track on one request; it lasts until it is answered. */
  private final class Encoder implements AutoCloseable {
    private final Socket socket;

    Encoder(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket
          .getOutputStream()
          .write(
              "PUT /ingest/%s/v.cmfv HTTP/1.1\r\nHost: h\r\nAuthorization: %s\r\nTransfer-Encoding: chunked\r\n\r\n"
                  .formatted(channel, basic())
                  .getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
      Buffer chunk =
          Buffer.buffer(Integer.toHexString(bytes.length) + "\r\n")
              .appendBytes(bytes)
              .appendString("\r\n");
      socket.getOutputStream().write(chunk.getBytes());
    }

    String answer() throws IOException {
      socket.setSoTimeout(30_000);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private Encoder encoder(int node) throws IOException {
    return new Encoder(nodes.get(node).port());
  }

  @Test
  void whatHasLeftIsGoneOnAllNodes() throws Exception {
    push(0, SyntheticTrack.header());
    push(0, segment());
    awaitParts(2, PARTS);
    String part = names(playlist(2)).getFirst();
    String whole = part.replace(".0.m4s", ".m4s");
    Path stored = folder.resolve("live/" + channel + "/v/" + whole);
    for (int i = 0; i < 20; i++) {
      push(0, segment());
    }
    until("it is in the store", () -> Files.exists(stored));
    Files.delete(stored);
    for (int node = 0; node < NODES; node++) {
      int asked = node;
      until("it has left", () -> !playlist(asked).contains("#EXT-X-MEDIA-SEQUENCE:0\n"));
      assertThat(get(node, "v/" + part).status()).isEqualTo(410);
      assertThat(get(node, "v/" + whole).status()).isEqualTo(410);
      assertThat(get(node, "v/x" + whole).status()).as("never there").isEqualTo(404);
    }
  }

  @Test
  void whatTheStoreDoesNotTakeIsAGapOnAllNodesOnceItHasLeftMemory() throws Exception {
    push(0, SyntheticTrack.header());
    push(0, segment());
    awaitParts(2, PARTS);
    String first = names(playlist(2)).getFirst().replace(".0.m4s", ".m4s");
    Path next = folder.resolve("live/" + channel + "/v/" + first.replace("-0.", "-1."));
    Files.createDirectories(next.resolve("x")); // a folder is where the segment is to go
    push(0, segment());
    push(0, segment());
    until("it is given up", () -> counts(0, "headwater_live_lost", 1));
    assertThat(playlist(2)).as("what is in memory").doesNotContain("#EXT-X-GAP");
    for (int i = 0; i < 10; i++) {
      push(0, segment());
    }
    for (int node = 0; node < NODES; node++) {
      int asked = node;
      until("the gap on node " + node, () -> playlist(asked).contains("#EXT-X-GAP\n"));
      assertThat(playlist(node).split("#EXT-X-GAP", -1)).hasSize(2);
      assertThat(playlist(node)).containsSubsequence("-0.m4s", "#EXT-X-GAP", "-1.m4s", "-2.m4s");
      assertThat(get(node, "v/" + first.replace("-0.", "-1.")).status()).isEqualTo(410);
    }
  }

  private boolean counts(int node, String metric, int count) {
    return nodes
        .get(node)
        .metrics()
        .lines()
        .anyMatch(line -> line.startsWith(metric + "{") && line.endsWith(" " + (double) count));
  }

  @Test
  void whoFollowedGoesOnAlsoWhereTheStoreHasLostTheJournal() throws Exception {
    push(0, SyntheticTrack.header());
    for (int i = 0; i < 3; i++) {
      push(0, segment());
    }
    push(0, fragments(2));
    awaitParts(1, 3 * PARTS + 2);
    String[] before = names(playlist(1)).toArray(String[]::new);
    nodes.getFirst().kill();
    Files.delete(folder.resolve("live/" + channel + "/head.journal"));
    skip(PARTS - 2);
    pushUntilTaken(1, SyntheticTrack.header());
    push(1, segment());
    push(1, fragments(1));
    until("what comes now", () -> playlist(1).contains("#EXT-X-DISCONTINUITY\n"));
    assertThat(playlist(1)).contains("#EXT-X-MEDIA-SEQUENCE:0\n").doesNotContain("#EXT-X-GAP");
    assertThat(names(playlist(1))).startsWith(before).doesNotHaveDuplicates();
  }

  @Test
  void whatADeadNodeHadNotWrittenIsAGapWhereNobodyHadFollowedIt() throws Exception {
    push(0, SyntheticTrack.header());
    for (int i = 0; i < 3; i++) {
      push(0, segment());
    }
    push(0, fragments(1));
    awaitParts(0, 3 * PARTS + 1);
    Path store = folder.resolve("live/" + channel + "/v");
    String last = names(playlist(0)).get(2 * PARTS).replace("-2.0.", "-2.");
    until("it is in the store", () -> Files.exists(store.resolve(last)));
    until("it is written down", () -> rows(store.resolve("0.journal")) == 3);
    nodes.getFirst().kill();
    Files.delete(store.resolve(last));
    skip(PARTS - 1);
    pushUntilTaken(1, SyntheticTrack.header());
    push(1, segment());
    until("that one and the open one", () -> playlist(1).split("#EXT-X-GAP\n", -1).length == 3);
    assertThat(playlist(1)).containsSubsequence("-1.m4s", "#EXT-X-GAP", last, "#EXT-X-GAP");
  }

  /** Segments of a piece of a journal. */
  private static long rows(Path piece) {
    try {
      return Files.readString(piece).chars().filter(c -> c == '[').count() - 2;
    } catch (IOException _) {
      return 0; // it isn't there yet
    }
  }

  private byte[] segment() {
    return fragments(PARTS);
  }

  private byte[] fragments(int count) {
    return track.fragments(count);
  }

  private void skip(int count) {
    fragments(count);
  }

  private void push(int node, byte[] bytes) {
    Answer answer = await(put(node, bytes));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  /** As encoders do. */
  private void pushUntilTaken(int node, byte[] bytes) {
    until("it is taken", () -> await(put(node, bytes)).status() == 200);
  }

  private Future<Answer> put(int node, byte[] bytes) {
    return send(HttpMethod.PUT, node, "/ingest/" + channel + "/v.cmfv", Buffer.buffer(bytes));
  }

  private void awaitParts(int node, int count) {
    until("all parts on node " + node, () -> parts(playlist(node)) == count);
  }

  private static long parts(String playlist) {
    return playlist.lines().filter(line -> line.startsWith("#EXT-X-PART:")).count();
  }

  private static List<String> names(String playlist) {
    return playlist
        .lines()
        .filter(line -> line.startsWith("#EXT-X-PART:"))
        .map(line -> line.replaceAll(".*URI=\"([^\"]*)\".*", "$1"))
        .toList();
  }

  private String playlist(int node) {
    return get(node, "v/index.m3u8").body();
  }

  private Answer get(int node, String name) {
    return await(getLater(node, name));
  }

  private Future<Answer> getLater(int node, String name) {
    return send(HttpMethod.GET, node, "/live/" + channel + "/" + name, null);
  }

  private Future<Answer> send(HttpMethod method, int node, String uri, @Nullable Buffer body) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setHost("127.0.0.1")
            .setPort(nodes.get(node).port())
            .setURI(uri)
            .putHeader("Authorization", basic());
    return on(context, () -> send(options, body));
  }

  private Future<Answer> send(RequestOptions options, @Nullable Buffer body) {
    return client
        .request(options)
        .compose(request -> body == null ? request.send() : request.send(body))
        .compose(response ->
            response
                .body()
                .map(bytes -> new Answer(response.statusCode(), bytes.toString("ISO-8859-1"))));
  }

  private String basic() {
    return TestChannel.basic(channel, TestChannel.KEY);
  }
}
