package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.crowd.SyntheticTrack;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The forms in which encoders push, and what becomes of what is no media. */
class IngestIT {
  private static final TestChannel CHANNEL = TestChannel.of("c1").keptFor(Duration.ZERO);
  private static final String BASIC = TestChannel.basic("c1", TestChannel.KEY);

  /** So that each comes in several buffers. */
  private static final int FRAGMENT_BYTES = 100_000;

  private static final int SEGMENTS = 30;

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

  @ParameterizedTest
  @EnumSource(LiveEncoder.Form.class)
  void eachFormOfPushBecomesAPresentation(LiveEncoder.Form form) throws Exception {
    try (LiveEncoder _ = LiveEncoder.pushing(form, node.port(), "c1", TestChannel.KEY)) {
      Node.until(() -> playlist("index.m3u8").contains("TYPE=AUDIO"), () -> playlist("index.m3u8"));
      String rendition =
          playlist("index.m3u8")
              .lines()
              .filter(line -> !line.startsWith("#"))
              .findFirst()
              .orElseThrow();
      Node.until(
          () -> LivePlaylists.nextNumber(playlist(rendition)) >= 2, () -> playlist(rendition));
      assertThat(playlist(rendition)).contains("#EXT-X-PART:").doesNotContain("DISCONTINUITY");
    }
  }

  private String playlist(String name) {
    return node.get("/live/c1/" + name).body().toString();
  }

  /** As ffmpeg does with each segment: it doesn't wait for an answer. */
  @Test
  void whatAnEncoderSentBeforeItHungUpIsTaken() throws IOException {
    SyntheticTrack track = new SyntheticTrack(FRAGMENT_BYTES);
    assertThat(put("v.cmfv", Buffer.buffer(SyntheticTrack.header())).status()).isEqualTo(200);
    for (int segment = 0; segment < SEGMENTS; segment++) {
      hangUpAfter(track.segment());
      int number = segment;
      Node.until(
          () -> playlist("v/index.m3u8").contains("-" + number + ".5.m4s\""),
          () -> playlist("v/index.m3u8"));
      assertThat(playlist("v/index.m3u8")).doesNotContain("DISCONTINUITY", "GAP");
    }
  }

  private void hangUpAfter(byte[] body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
      String head =
          "PUT /ingest/c1/v.cmfv HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(BASIC, body.length);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);
    }
  }

  @Test
  void whatIsNoMediaIsRefusedWithASentence() {
    assertThat(put("a.cmfv", Buffer.buffer("This is no media at all.")))
        .matches(answer -> answer.status() == 400)
        .extracting(answer -> answer.body().toJsonObject().getString("detail"))
        .asString()
        .isNotEmpty();
    assertThat(put("a.cmfv", Buffer.buffer(new byte[] {0, 0, 0, 1, 'm', 'o', 'o', 'v'})).status())
        .isEqualTo(400);
    Buffer lying = Buffer.buffer().appendInt(Integer.MAX_VALUE).appendString("moof");
    assertThat(put("a.cmfv", lying).status()).isEqualTo(400);
    assertThat(node.get("/live/c1/index.m3u8").status()).isEqualTo(404);
  }

  @Test
  void whoHasAnotherKeyOrNoChannelIsTurnedAway() {
    assertThat(node.send(HttpMethod.PUT, "/ingest/c1/a.cmfv").status()).isEqualTo(401);
    assertThat(delete("c2", TestChannel.KEY).status()).isEqualTo(401);
    assertThat(node.send(HttpMethod.PUT, "/ingest/c1/a.cmfv", "Authorization", "Basic !").status())
        .isEqualTo(401);
    assertThat(node.send(HttpMethod.GET, "/ingest/c1/a.cmfv", "Authorization", BASIC).status())
        .isEqualTo(405);
  }

  @Test
  void whoTriesManyKeysIsToldToWaitAndOthersGoOn() {
    feed.say(TestChannel.of("c2").change());
    Node.until(() -> delete("c2", TestChannel.KEY).status() == 204, () -> "no second channel");
    Node.Answer first = delete("c1", "another");
    assertThat(first.status()).isEqualTo(401);
    Node.Answer later = first;
    while (later.status() == 401) {
      later = delete("c1", "another");
    }
    assertThat(later.status()).isEqualTo(429);
    assertThat(later.body().toJsonObject().getString("type")).endsWith("too-many-attempts");
    assertThat(Integer.parseInt(later.header("Retry-After"))).isBetween(1, 6);
    assertThat(node.metric("headwater_live_wrong_keys", "")).isGreaterThanOrEqualTo(10);
    assertThat(delete("c2", TestChannel.KEY).status()).as("of another channel").isEqualTo(204);
  }

  @Test
  void anEncoderWithAnOldKeyShutsNobodyOut() {
    assertThat(delete("c1", TestChannel.KEY).status()).isEqualTo(204);
    for (int i = 0; i < 12; i++) {
      assertThat(delete("c1", "another").status()).isEqualTo(401);
    }
    assertThat(delete("c1", TestChannel.KEY).status()).isEqualTo(204);
  }

  /** Which changes nothing. */
  private Node.Answer delete(String channel, String key) {
    String name = "/ingest/" + channel + "/1.m4s";
    return node.send(HttpMethod.DELETE, name, "Authorization", TestChannel.basic(channel, key));
  }

  @Test
  void aDeletedChannelTakesNothingAndIsGone() {
    feed.say(CHANNEL.deleted().change());
    Node.until(() -> node.get("/live/c1/index.m3u8").status() == 410, () -> "not gone");
    assertThat(put("a.cmfv", Buffer.buffer()).status()).isEqualTo(401);
  }

  @Test
  void theEncodersOwnPlaylistsAndDeletionsAreTakenForGranted() {
    assertThat(put("live.m3u8", Buffer.buffer("#EXTM3U")).status()).isEqualTo(200);
    assertThat(node.send(HttpMethod.DELETE, "/ingest/c1/1.m4s", "Authorization", BASIC).status())
        .isEqualTo(204);
  }

  private Node.Answer put(String name, Buffer body) {
    return node.push(CHANNEL, name, body);
  }
}
