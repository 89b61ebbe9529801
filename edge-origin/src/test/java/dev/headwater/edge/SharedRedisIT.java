package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.RedisEngine;
import dev.headwater.engines.RedisProfile;
import dev.headwater.platform.publication.Publication.Visibility;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes of several kinds on one Redis: an origin, an edge that it knows, and one that it doesn't.
 */
class SharedRedisIT {
  private static final String HOP = "the-current-secret-of-this-hop..";
  private static final String SEGMENT = "/vod/t1/e1/v/0.m4s";

  @TempDir Path folder;
  @TempDir Path redisFolder;
  private RedisEngine redis;
  private Node origin;

  @BeforeEach
  void start() {
    redis = RedisEngine.start(RedisProfile.cache(64), redisFolder);
    origin = new Node(folder, Map.of("redis.cache", redis.url(), "hop.secrets", HOP)).awaitRedis();
    origin.publish("t1", "e1", Visibility.PRIVATE);
    origin.put("vod/t1/e1/v/0.m4s", "private".getBytes(StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    origin.close();
    redis.close();
  }

  private Node edge() {
    return Node.edge(origin.port(), Map.of("redis.cache", redis.url())).awaitRedis();
  }

  private Node knownEdge() {
    return Node.edge(
            origin.port(), Map.of("redis.cache", redis.url(), "source.upstream.hop-secret", HOP))
        .awaitRedis();
  }

  private String withToken() {
    return "/t/" + origin.token("/vod/t1/e1/", Duration.ofMinutes(1)) + SEGMENT;
  }

  private static void awaitWritten(Node node) {
    Node.until(
        () -> node.metric("headwater_redis_writes_total", "outcome=\"written\"") >= 1,
        () -> "nothing was written to Redis");
  }

  @Test
  void whatAnOriginKeepsThereIsNotForViewersOfAnEdge() {
    assertThat(origin.get(withToken()).status()).isEqualTo(200);
    awaitWritten(origin);
    try (Node edge = edge();
        Node known = knownEdge()) {
      assertThat(edge.get(SEGMENT).status()).isEqualTo(403);
      assertThat(known.get(SEGMENT).status()).isEqualTo(403);
      assertThat(known.get(withToken()).status()).isEqualTo(200);
    }
  }

  @Test
  void whatAnEdgeGotAsAHopIsNotForViewersOfOneThatIsNone() {
    try (Node edge = edge();
        Node known = knownEdge()) {
      assertThat(known.get(withToken()).status()).isEqualTo(200);
      awaitWritten(known);
      assertThat(edge.get(SEGMENT).status()).isEqualTo(403);
      assertThat(edge.get(withToken()).status()).isEqualTo(200);
    }
  }
}
