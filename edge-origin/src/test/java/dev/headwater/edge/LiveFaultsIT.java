package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.crowd.SyntheticTrack;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What encoders shouldn't do: they are told, and viewers keep what was good. */
class LiveFaultsIT {
  private static final TestChannel CHANNEL = TestChannel.of("c1");
  private static final int PARTS = SyntheticTrack.FRAGMENTS_OF_SEGMENT;

  @TempDir Path folder;
  private final ScriptedFeed feed = new ScriptedFeed();
  private final SyntheticTrack track = new SyntheticTrack(2_000);
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

  private static RequestOptions push(int port, String name) {
    return CHANNEL.ingest(HttpMethod.PUT, port, name);
  }

  private Node.Answer put(String name, Buffer body) {
    return node.push(CHANNEL, name, body);
  }

  private Buffer segment() {
    return Buffer.buffer(track.segment());
  }

  private String playlist() {
    return node.get("/live/c1/v/index.m3u8").body().toString();
  }

  private void awaitParts(int count) {
    Node.until(
        () -> playlist().lines().filter(line -> line.startsWith("#EXT-X-PART:")).count() == count,
        this::playlist);
  }

  @Test
  void whoComesBackWhenAnotherSenderHasTakenOverIsToldSo() {
    Promise<HttpClientRequest> begun = Promise.promise();
    Future<Node.Answer> answer =
        node.send(
            push(node.port(), "v.cmfv"),
            request -> {
              request.setChunked(true);
              request.write(Buffer.buffer(SyntheticTrack.header()).appendBuffer(segment()));
              begun.complete(request);
              return request.response();
            });
    HttpClientRequest silent = Node.await(begun.future());
    awaitParts(PARTS);
    Buffer next = segment();
    Node.until(() -> put("v.cmfv", next).status() == 200, this::playlist);
    Future<Node.Answer> holding =
        node.send(
            push(node.port(), "v.cmfv"),
            request -> {
              request.setChunked(true);
              request.write(segment());
              return request.response();
            });
    awaitParts(3 * PARTS);
    node.vertx().runOnContext(_ -> silent.write(segment()));
    assertThat(Node.await(answer).status()).isEqualTo(409);
    assertThat(holding.isComplete()).isFalse();
    awaitParts(3 * PARTS);
  }

  @Test
  void whoWaitsIsAnsweredWhenTheChannelIsDeletedOrTheNodeStops() {
    put("v.cmfv", Buffer.buffer(SyntheticTrack.header()).appendBuffer(segment()));
    Future<Node.Answer> held = node.getLater("/live/c1/v/index.m3u8?_HLS_msn=1");
    Node.until(() -> node.metric("headwater_live_waiting", "") == 1, () -> "nobody waits");
    Node stopping = node;
    node = new Node(folder, feed.settings());
    stopping.close();
    assertThat(Node.await(held).status()).isEqualTo(503);

    put("v.cmfv", Buffer.buffer(SyntheticTrack.header()).appendBuffer(segment()));
    long next = LivePlaylists.nextNumber(playlist());
    Future<Node.Answer> later = node.getLater("/live/c1/v/index.m3u8?_HLS_msn=" + next);
    Node.until(() -> node.metric("headwater_live_waiting", "") == 1, () -> "nobody waits");
    feed.say(CHANNEL.deleted().change());
    assertThat(Node.await(later).status()).isEqualTo(503);
    Node.until(() -> node.get("/live/c1/v/index.m3u8").status() == 410, this::playlist);
  }

  @Test
  void trackNamesWithoutEndAreRefused() {
    Buffer header = Buffer.buffer(SyntheticTrack.header());
    for (int i = 0; i < 64; i++) {
      assertThat(put("t" + i + "a.cmfv", header).status()).isEqualTo(200);
    }
    Node.Answer refused = put("one-more.cmfv", header);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().toString()).contains("more than 64 tracks");
    assertThat(node.metric("headwater_live_refusals", "")).isEqualTo(1);
    assertThat(
            put("t0a.cmfv", Buffer.buffer().appendBuffer(header).appendBuffer(segment())).status())
        .isEqualTo(200);
  }

  @Test
  void whatWaitsIsBounded() {
    node.close();
    Map<String, String> settings = new HashMap<>(feed.settings());
    settings.put("live.max-untaken", "1MiB");
    node = new Node(folder, settings);
    Promise<HttpClientRequest> begun = Promise.promise();
    Future<Node.Answer> holding =
        node.send(
            push(node.port(), "v.cmfv"),
            request -> {
              request.setChunked(true);
              request.write(Buffer.buffer(SyntheticTrack.header()).appendBuffer(segment()));
              begun.complete(request);
              return request.response();
            });
    HttpClientRequest encoder = Node.await(begun.future());
    awaitParts(PARTS);
    Node.Answer crowded =
        put("v.cmfv", Buffer.buffer(new byte[(512 << 10) + 1])); // waits for its turn
    assertThat(crowded.status()).isEqualTo(503);
    assertThat(crowded.header("Retry-After")).isEqualTo("1");
    assertThat(node.metric("headwater_live_crowded", "")).isEqualTo(1);
    assertThat(node.metric("headwater_live_untaken_bytes", "")).isZero();
    node.vertx().runOnContext(_ -> encoder.end(segment()));
    assertThat(Node.await(holding).status()).as("who was there before").isEqualTo(200);
  }

  /** Which could be 32 MiB of each of 64 tracks. */
  @Test
  void aFragmentWithoutAnEndTakesRoomToo() {
    node.close();
    Map<String, String> settings = new HashMap<>(feed.settings());
    settings.put("live.max-untaken", "2MiB");
    node = new Node(folder, settings);
    byte[] fragment = new SyntheticTrack(2 << 20).fragment();
    put("v.cmfv", Buffer.buffer(SyntheticTrack.header()));
    Promise<HttpClientRequest> begun = Promise.promise();
    Future<Node.Answer> answer =
        node.send(
            push(node.port(), "v.cmfv"),
            request -> {
              request.setChunked(true);
              request.write(Buffer.buffer(Arrays.copyOf(fragment, 1 << 19)));
              begun.complete(request);
              return request.response();
            });
    HttpClientRequest encoder = Node.await(begun.future());
    Node.until(
        () -> node.metric("headwater_live_untaken_bytes", "") == 1 << 19,
        () -> node.admin("/metrics").body().toString());
    node.vertx()
        .runOnContext(_ ->
            encoder.write(Buffer.buffer(Arrays.copyOfRange(fragment, 1 << 19, (1 << 20) + 1))));
    assertThat(Node.await(answer).status()).isEqualTo(503);
    assertThat(node.metric("headwater_live_crowded", "")).isEqualTo(1);
    assertThat(node.metric("headwater_live_untaken_bytes", "")).isZero();
  }

  @Test
  void timesOfNoClockAreRefusedAndTheChannelGoesOn() {
    put("v.cmfv", Buffer.buffer(SyntheticTrack.header()).appendBuffer(segment()));
    Buffer odd = Buffer.buffer(new SyntheticTrack(2_000).fragment());
    int tfdt = odd.toString(StandardCharsets.ISO_8859_1).indexOf("tfdt");
    odd.setLong(tfdt + 8, 1L << 61);
    assertThat(put("v.cmfv", odd).status()).isEqualTo(400);
    assertThat(put("v.cmfv", segment()).status()).isEqualTo(200);
    awaitParts(2 * PARTS);
  }
}
