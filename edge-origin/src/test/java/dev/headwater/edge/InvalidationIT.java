package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.RedisEngine;
import dev.headwater.engines.RedisProfile;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an unsafe method made doubtful is gone from every tier (RFC 9111, section 4.4). */
class InvalidationIT {
  private static final int TURNS = 15;
  private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(2);
  private static final String MINUTE = "max-age=60";

  @TempDir Path redisFolder;
  private RedisEngine redis;
  private Upstream upstream;
  private Node edge;

  @BeforeEach
  void start() {
    redis = RedisEngine.start(RedisProfile.cache(64), redisFolder);
    upstream = new Upstream(Upstream.says("old", "Cache-Control", MINUTE));
    edge = edge();
  }

  private Node edge() {
    return Node.edge(
            upstream.port(),
            Map.of(
                "policy",
                "honour-upstream",
                "memory.max-size",
                "16MiB",
                "redis.cache",
                redis.url().toString()))
        .awaitRedis();
  }

  @AfterEach
  void stop() {
    edge.close();
    upstream.close();
    redis.close();
  }

  @Test
  void theSharedTierForgetsToo() {
    String path = written();
    upstream.now(Upstream.says("new", "Cache-Control", MINUTE));
    assertThat(edge.get(path).body()).as("kept").hasToString("old");

    untilWritten(() -> {
      assertThat(edge.send(HttpMethod.DELETE, path).status()).isEqualTo(200);
      assertThat(edge.get(path).body()).hasToString("new");
    });
    try (Node other = edge()) {
      assertThat(other.get(path).body()).as("through the shared tier").hasToString("new");
      assertThat(other.get(path).header("Cache-Status")).contains("hit");
    }
  }

  @Test
  void whatWasAskedForBeforeIsNotKeptAfter() {
    Promise<HttpServerRequest> asked = Promise.promise();
    upstream.now(asked::complete);
    Future<Node.Answer> slow = edge.getLater("/a");
    HttpServerRequest first = Node.await(asked.future());

    upstream.now(Upstream.says("done"));
    edge.send(HttpMethod.DELETE, "/a");
    upstream.now(Upstream.says("new", "Cache-Control", MINUTE));
    upstream.vertx().runOnContext(_ -> Upstream.says("old", "Cache-Control", MINUTE).handle(first));
    assertThat(Node.await(slow).body()).as("its own answer").hasToString("old");
    edge.awaitQuiet();
    assertThat(edge.get("/a").body()).hasToString("new");
  }

  /** RFC 9111, section 5.2.2.4. */
  @Test
  void whatIsToBeValidatedEachTimeIsNotTakenFromTheSharedTierUnasked() {
    String modified = "Tue, 14 Nov 2023 10:00:00 GMT";
    upstream.now(Upstream.says("one", "Cache-Control", "no-cache", "Last-Modified", modified));
    String path = written();
    int asked = upstream.requests.size();
    try (Node other = edge()) {
      other.get(path);
      assertThat(upstream.requests).hasSize(asked + 1);
    }
  }

  /** A path whose answer is in Redis. */
  private String written() {
    AtomicInteger paths = new AtomicInteger();
    untilWritten(() -> edge.get("/a" + paths.incrementAndGet()));
    return "/a" + paths.get();
  }

  /** Tries until something is written: what Redis would be late for is dropped. */
  private void untilWritten(Runnable step) {
    for (int turn = 0; turn < TURNS; turn++) {
      double before = writes();
      step.run();
      long end = System.nanoTime() + WRITTEN_WITHIN.toNanos();
      while (System.nanoTime() < end) {
        if (writes() > before) {
          return;
        }
      }
    }
    throw new AssertionError("nothing was written to Redis");
  }

  private double writes() {
    return edge.metric("headwater_redis_writes_total", "outcome=\"written\"");
  }
}
