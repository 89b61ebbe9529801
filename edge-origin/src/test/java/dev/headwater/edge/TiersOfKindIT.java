package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.yaml.PolicyReader;
import dev.headwater.engines.RedisEngine;
import dev.headwater.engines.RedisProfile;
import dev.headwater.platform.publication.Publication.Visibility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An edge with a real Redis, and a policy that says which kinds go there. */
class TiersOfKindIT {
  private static final byte[] SMALL = new byte[1_000];

  /** Kept in slices. */
  private static final byte[] LARGE = new byte[9 << 20];

  private static final String SMALL_PATH = "/vod/t1/e1/v/0.m4s";
  private static final String LARGE_PATH = "/vod/t1/e1/v/1.m4s";

  @TempDir Path folder;
  @TempDir Path redisFolder;
  private RedisEngine redis;
  private Node origin;

  @BeforeEach
  void start() {
    new Random(1).nextBytes(LARGE);
    redis = RedisEngine.start(RedisProfile.cache(64), redisFolder);
    origin =
        new Node(folder, Map.of())
            .publish("t1", "e1", Visibility.PUBLIC)
            .put(SMALL_PATH.substring(1), SMALL)
            .put(LARGE_PATH.substring(1), LARGE);
  }

  @AfterEach
  void stop() {
    origin.close();
    redis.close();
  }

  @Test
  void aKindThatIsForMemoryAloneStaysThereAlsoWhereItIsKeptInSlices() throws IOException {
    try (Node edge = edge("{ memory: any }")) {
      assertThat(edge.get(SMALL_PATH).body().getBytes()).isEqualTo(SMALL);
      assertThat(edge.get(LARGE_PATH).body().getBytes()).isEqualTo(LARGE);
      edge.awaitQuiet();
      assertThat(edge.metric("headwater_redis_lookups_total", "")).isZero();
      assertThat(edge.metric("headwater_redis_writes_total", "")).isZero();
    }
  }

  @Test
  void slicesOfOtherKindsGoToRedis() throws IOException {
    try (Node edge = edge("{ memory: any, redis: any }")) {
      assertThat(edge.get(LARGE_PATH).body().getBytes()).isEqualTo(LARGE);
      Node.until(
          () -> edge.metric("headwater_redis_writes_total", "\"written\"") >= 3,
          () -> edge.admin("/metrics").body().toString());
    }
  }

  /** With the shipped policy, but for the tiers. */
  private Node edge(String tiers) throws IOException {
    Path policy = folder.resolve("policy.yaml");
    String shipped = PolicyReader.resource(PolicyReader.SHIPPED);
    Files.writeString(policy, shipped.replace("{ memory: any, redis: any }", tiers));
    return Node.edge(
            origin.port(),
            Map.of(
                "policy",
                policy.toString(),
                "memory.max-size",
                "32MiB",
                "redis.cache",
                redis.url().toString()))
        .awaitRedis();
  }
}
