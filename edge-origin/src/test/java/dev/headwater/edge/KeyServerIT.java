package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.protection.KeyName;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server that players with Clear Key ask for a channel's keys: who gets which, and what not.
 */
class KeyServerIT {
  private static final String KEYS = "/keys/c1";

  @TempDir Path folder;
  private CbcsChannel channel;
  private Node node;
  private String own;

  @BeforeEach
  void start() {
    channel = new CbcsChannel(folder);
    node = channel.node();
    own = "/t/" + node.token("/live/c1/", Duration.ofMinutes(5));
    TestPictures.make(folder, 6, 0).pieces().forEach(channel::push);
  }

  @AfterEach
  void stop() {
    channel.close();
  }

  /** Of two segments each. */
  private String kid(long period) {
    String playlist = channel.viewer().playlist("");
    String epoch = playlist.replaceAll("(?s).*URI=\"\\d+_([^\"]*)-init.mp4.*", "$1");
    return new KeyName("c1", "180p", period + "_" + epoch, period).keyId().toString();
  }

  @Test
  void itGivesWhatPlaylistsHaveAndASegmentMoreAndNoMore() {
    Node.Answer now = KeyServer.ask(node, own + KEYS, List.of(kid(0), kid(1), kid(9)));
    assertThat(now.status()).isEqualTo(200);
    assertThat(now.header("Content-Type")).isEqualTo("application/json");
    assertThat(now.header("Cache-Control")).isEqualTo("no-store");
    assertThat(now.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(now.body().toJsonObject().getJsonArray("keys")).hasSize(2);
    Node.Answer early = KeyServer.ask(node, own + KEYS, List.of(kid(2)));
    assertThat(early.status()).isEqualTo(404);
    assertThat(early.header("Cache-Control")).isEqualTo("no-store");
    assertThat(type(early)).isEqualTo("unknown-keys");
  }

  @Test
  void itWantsTheChannelsToken() {
    List<String> kids = List.of(kid(0));
    assertThat(KeyServer.ask(node, KEYS, kids).status()).isEqualTo(403);
    String others = "/t/" + node.token("/live/c2/", Duration.ofMinutes(5));
    assertThat(KeyServer.ask(node, others + KEYS, kids).status()).isEqualTo(403);
    assertThat(KeyServer.ask(node, others + "/keys/c2", kids).status()).isEqualTo(404);
  }

  @Test
  void whatIsNoQuestionIsToldWhatIsWrong() {
    Node.Answer noJson = KeyServer.post(node, own + KEYS, Buffer.buffer("keys, please"));
    assertThat(noJson.status()).isEqualTo(400);
    assertThat(type(noJson)).isEqualTo("malformed-request");
    assertThat(noJson.body().toJsonObject().getString("detail")).contains("kids");
    assertThat(KeyServer.post(node, own + KEYS, Buffer.buffer()).status()).isEqualTo(400);
    Buffer much = Buffer.buffer("{\"kids\":[\"" + "A".repeat(KeyQuestions.MOST_BYTES) + "\"]}");
    Node.Answer tooLong = KeyServer.post(node, own + KEYS, much);
    assertThat(tooLong.status()).isEqualTo(413);
    assertThat(type(tooLong)).isEqualTo("too-large");
  }

  @Test
  void onlyQuestionsAreSentAndOnlyHere() {
    assertThat(node.get(own + KEYS).status()).isEqualTo(404);
    assertThat(node.send(HttpMethod.PUT, own + KEYS).status()).isEqualTo(405);
    assertThat(node.send(HttpMethod.POST, own + "/live/c1/index.m3u8").status()).isEqualTo(405);
    assertThat(node.send(HttpMethod.POST, own + "/nothing").status()).isEqualTo(405);
    String preflight =
        node.send(
                HttpMethod.OPTIONS,
                own + KEYS,
                "Origin",
                "http://player.example",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "content-type")
            .header("Access-Control-Allow-Headers");
    assertThat(preflight).startsWith("*");
  }

  private static String type(Node.Answer answer) {
    String type = answer.body().toJsonObject().getString("type");
    return type.substring(type.lastIndexOf('/') + 1);
  }
}
