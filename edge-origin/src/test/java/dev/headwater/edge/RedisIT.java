package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.Node.Answer;
import dev.headwater.engines.RedisEngine;
import dev.headwater.engines.RedisProfile;
import dev.headwater.platform.publication.Publication.Visibility;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one real Redis. */
class RedisIT {
  private static final byte[] SEGMENT = "a segment".repeat(1_000).getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  @TempDir Path redisFolder;
  private RedisEngine redis;
  private Node first;
  private Node second;

  @BeforeEach
  void start() {
    redis = RedisEngine.start(RedisProfile.cache(64), redisFolder);
    Map<String, String> settings = Map.of("redis.cache", redis.url());
    first = new Node(folder, settings).awaitRedis();
    second = new Node(folder, settings).awaitRedis();
    first.publish("t1", "e1", Visibility.PUBLIC);
    for (int i = 0; i < 30; i++) {
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
  void whatOneNodeFetchedTheOtherFindsInRedis() {
    first.get("/vod/t1/e1/v/0.m4s");
    awaitWritten(1);
    Answer answer = second.get("/vod/t1/e1/v/0.m4s");
    assertThat(answer.body().getBytes()).isEqualTo(SEGMENT);
    assertThat(answer.header("Cache-Status")).contains(";hit;").endsWith(";detail=redis");
    assertThat(second.metric("headwater_source_requests_total", "operation=\"read\"")).isZero();
    assertThat(second.get("/vod/t1/e1/v/0.m4s").header("Cache-Status")).endsWith(";detail=memory");
  }

  @Test
  void withoutRedisTheSourceServesAndTheBreakerSparesTheWait() {
    first.get("/vod/t1/e1/v/0.m4s");
    awaitWritten(1);
    redis.close();
    for (int i = 1; i < 30; i++) {
      Answer answer = first.get("/vod/t1/e1/v/" + i + ".m4s");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body().getBytes()).isEqualTo(SEGMENT);
    }
    assertThat(first.metric("headwater_redis_lookups_total", "outcome=\"failure\"")).isPositive();
    assertThat(first.metric("headwater_breaker_open", "of=\"redis\"")).isEqualTo(1);
  }

  private void awaitWritten(int count) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (first.metric("headwater_redis_writes_total", "outcome=\"written\"") < count) {
      assertThat(System.nanoTime()).as("nothing was written to Redis").isLessThan(deadline);
    }
  }
}
