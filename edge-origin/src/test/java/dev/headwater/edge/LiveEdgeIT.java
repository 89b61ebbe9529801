package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.channel.Latency;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is live through a node in the edge role: many viewers, one request to the origin. */
class LiveEdgeIT {
  private static final int ROUNDS = 5;
  private static final int VIEWERS = 300;

  @TempDir Path folder;
  private final ScriptedFeed feed = new ScriptedFeed();
  private Node origin;
  private Node edge;

  @BeforeEach
  void start() {
    for (Latency latency : Latency.values()) {
      feed.say(TestChannel.of(latency.word()).with(latency).keptFor(Duration.ZERO).change());
    }
    origin = new Node(folder, feed.settings());
    edge = Node.edge(origin.port(), Map.of());
  }

  @AfterEach
  void stop() {
    edge.close();
    origin.close();
    feed.close();
  }

  @ParameterizedTest
  @EnumSource(Latency.class)
  void viewersWhoWaitForOnePlaceAreOneRequestUpstream(Latency latency) throws Exception {
    String playlist = "/live/" + latency.word() + "/180p/index.m3u8";
    try (LiveEncoder _ = LiveEncoder.pushing(origin.port(), latency.word(), TestChannel.KEY)) {
      Node.until(
          () -> edge.get(playlist).body().toString().contains("#EXTINF"),
          () -> edge.get(playlist).body().toString());
      boolean once = false;
      for (int round = 0; round < ROUNDS && !once; round++) {
        once = isOneRequest(playlist);
      }
      assertThat(once).as("the origin was asked once in one of %d rounds", ROUNDS).isTrue();
    }
  }

  /** A playlist is kept for a second: on a slow machine, some of many may come later than that. */
  private boolean isOneRequest(String playlist) throws Exception {
    String now = origin.get(playlist).body().toString();
    double before = asked();
    String next = playlist + "?_HLS_msn=" + LivePlaylists.nextNumber(now);
    List<Future<Node.Answer>> waiting =
        Stream.generate(() -> edge.getLater(next)).limit(VIEWERS).toList();
    List<Node.Answer> answers = waiting.stream().map(Node::await).toList();
    boolean hit = edge.get(next).header("Cache-Status").contains("hit");
    double asked = asked() - before;
    assertThat(answers).allMatch(answer -> answer.status() == 200);
    List<String> texts =
        answers.stream().map(answer -> answer.body().toString()).distinct().toList();
    assertThat(texts)
        .allMatch(text -> LivePlaylists.nextNumber(text) > LivePlaylists.nextNumber(now));
    assertThat(asked).as("for %d answers", texts.size()).isGreaterThanOrEqualTo(texts.size());
    return asked == 1 && hit;
  }

  /** The same wishes are one key, whatever else the query has and in whatever order. */
  @Test
  void onlyTheDeliveryDirectivesOfAQueryCount() throws Exception {
    String playlist = "/live/low/180p/index.m3u8";
    try (LiveEncoder _ = LiveEncoder.pushing(origin.port(), "low", TestChannel.KEY)) {
      Node.until(
          () -> edge.get(playlist).body().toString().contains("#EXTINF"),
          () -> edge.get(playlist).body().toString());
      assertThat(edge.get(playlist + "?_HLS_msn=0&session=1").status()).isEqualTo(200);
      assertThat(edge.get(playlist + "?session=2&_HLS_msn=0").header("Cache-Status"))
          .contains("hit");
    }
  }

  private double asked() {
    return origin.metric("headwater_requests_total", "kind=\"live-media-playlist\"");
  }
}
