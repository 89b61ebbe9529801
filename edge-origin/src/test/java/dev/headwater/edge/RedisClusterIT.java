package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.Node.Answer;
import dev.headwater.edge.redis.RedisClusterProcesses;
import dev.headwater.platform.publication.Publication.Visibility;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one real Redis cluster. */
class RedisClusterIT {
  private static final int SEGMENTS = 30;
  private static final byte[] SEGMENT = "a segment".repeat(1_000).getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  @TempDir Path redisFolder;
  private RedisClusterProcesses redis;
  private Node first;
  private Node second;

  @BeforeEach
  void start() {
    redis = new RedisClusterProcesses(redisFolder);
    Map<String, String> settings =
        Map.of(
            "redis.mode",
            "cluster",
            "redis.cache",
            redis.master(0).url() + ", " + redis.master(1).url());
    first = new Node(folder, settings);
    second = new Node(folder, settings);
    first.publish("t1", "e1", Visibility.PUBLIC);
    for (int i = 0; i < SEGMENTS; i++) {
      first.put("vod/t1/e1/v/" + i + ".m4s", SEGMENT);
    }
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
    redis.close();
  }

  @Test
  void whatOneNodeFetchedTheOtherFindsOnWhicheverMasterItIs() {
    play(first);
    awaitWritten();
    play(second);
    assertThat(hits(second)).isEqualTo(SEGMENTS);
    assertThat(second.metric("headwater_source_requests_total", "operation=\"read\"")).isZero();
  }

  @Test
  void aMasterThatDiesMakesMissesNotErrors() {
    play(first);
    awaitWritten();
    redis.master(2).kill();
    play(second);
    assertThat(hits(second)).isBetween(1.0, SEGMENTS - 1.0);
    assertThat(second.metric("headwater_source_requests_total", "operation=\"read\""))
        .isEqualTo(SEGMENTS - hits(second));
  }

  private static void play(Node node) {
    for (int i = 0; i < SEGMENTS; i++) {
      Answer answer = node.get("/vod/t1/e1/v/" + i + ".m4s");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body().getBytes()).isEqualTo(SEGMENT);
    }
  }

  private static double hits(Node node) {
    return node.metric("headwater_redis_lookups_total", "outcome=\"hit\"");
  }

  private void awaitWritten() {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (first.metric("headwater_redis_writes_total", "outcome=\"written\"") < SEGMENTS) {
      assertThat(System.nanoTime()).as("not all was written to Redis").isLessThan(deadline);
    }
  }
}
