package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.Node.Answer;
import dev.headwater.edge.redis.RedisProcess;
import dev.headwater.platform.publication.Publication.Visibility;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node under load on a real Redis that goes away. Twice as much is asked for as the memory tier
 * holds, so that most requests reach the shared tier.
 */
class RedisOutageIT {
  private static final int SEGMENTS = 1_024;
  private static final int SEGMENT_BYTES = 16 * 1024;
  private static final int AT_ONCE = 8;
  private static final Duration BREAKER_RESET = Duration.ofSeconds(2);

  /** What a look-up may cost a viewer while Redis is not known to be away. */
  private static final double REDIS_LIMIT_MILLIS = 25;

  /** What other programs on the machine may cost at worst; without the limit, it would be more. */
  private static final double SLACK_MILLIS = 75;

  @TempDir Path folder;
  @TempDir Path redisFolder;
  private final Random random = new Random(3);
  private RedisProcess redis;
  private Node node;

  @BeforeEach
  void start() {
    redis = new RedisProcess(redisFolder);
    node =
        new Node(
            folder,
            Map.of(
                "memory.max-size",
                "8MiB",
                "redis.cache",
                redis.url(),
                "redis.breaker-reset",
                BREAKER_RESET.toMillis() + "ms"));
    node.publish("t1", "e1", Visibility.PUBLIC);
    for (int i = 0; i < SEGMENTS; i++) {
      node.put("vod/t1/e1/v/" + i + ".m4s", segment(i));
    }
    playUntil("hits in Redis", () -> hits() > 300);
  }

  @AfterEach
  void stop() {
    node.close();
    redis.close();
  }

  @Test
  void whileRedisIsSilentRequestsWaitForItNoLongerThanItsLimitAndSoonNotAtAll() {
    double usual = percentile99(play(600));
    redis.pause();
    double silent = percentile99(play(600));
    assertThat(silent).isLessThan(REDIS_LIMIT_MILLIS + usual + SLACK_MILLIS);
    playUntil("an open breaker", this::isOpen);
    double failures = failures();
    play(300);
    assertThat(failures()).as("look-ups in spite of the open breaker").isEqualTo(failures);

    redis.resume();
    double hits = hits();
    playUntil("hits in Redis again", () -> hits() > hits + 100);
    assertThat(isOpen()).isFalse();
  }

  @Test
  void whenRedisIsKilledNoRequestFailsAndWhenItIsBackItIsUsedAgain() {
    List<Future<Answer>> underWay = begin(100);
    redis.kill();
    Node.await(Future.all(underWay));
    underWay.forEach(answer -> assertThat(answer.result().status()).isEqualTo(200));
    playUntil("an open breaker", this::isOpen);

    redis.start();
    double hits = hits();
    playUntil("hits in Redis again", () -> hits() > hits + 100);
    assertThat(isOpen()).isFalse();
  }

  /** Milliseconds that each request took; all are answered as they should be. */
  private List<Double> play(int requests) {
    List<Double> millis = Collections.synchronizedList(new ArrayList<>());
    for (int left = requests; left > 0; left -= AT_ONCE) {
      List<Future<Answer>> round = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        round.add(request(millis));
      }
      Node.await(Future.all(round));
    }
    return millis;
  }

  private Future<Answer> request(List<Double> millis) {
    int number = random.nextInt(SEGMENTS);
    long began = System.nanoTime();
    return node.getLater("/vod/t1/e1/v/" + number + ".m4s")
        .map(answer -> {
          millis.add((System.nanoTime() - began) / 1e6);
          assertThat(answer.status()).isEqualTo(200);
          assertThat(answer.body().getBytes()).isEqualTo(segment(number));
          return answer;
        });
  }

  private List<Future<Answer>> begin(int requests) {
    List<Future<Answer>> begun = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      begun.add(node.getLater("/vod/t1/e1/v/" + random.nextInt(SEGMENTS) + ".m4s"));
    }
    return begun;
  }

  /** The load goes on until it is so: a minute bounds it on a busy machine. */
  private void playUntil(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("never: %s", what).isLessThan(deadline);
      play(200);
    }
  }

  private static double percentile99(List<Double> millis) {
    return millis.stream().sorted().skip(millis.size() * 99L / 100).findFirst().orElseThrow();
  }

  private static byte[] segment(int number) {
    byte[] segment = new byte[SEGMENT_BYTES];
    Arrays.fill(segment, (byte) number);
    return segment;
  }

  private double hits() {
    return node.metric("headwater_redis_lookups_total", "outcome=\"hit\"");
  }

  private double failures() {
    return node.metric("headwater_redis_lookups_total", "outcome=\"failure\"");
  }

  private boolean isOpen() {
    return node.metric("headwater_breaker_open", "of=\"redis\"") == 1;
  }
}
