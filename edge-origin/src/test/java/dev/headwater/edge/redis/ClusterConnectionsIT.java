package dev.headwater.edge.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections to a real cluster of three masters, of which one is known at first. */
class ClusterConnectionsIT {
  private static final ConnectionTerms TERMS =
      new ConnectionTerms(2, 64, Duration.ofSeconds(5), Duration.ofSeconds(5));
  private static final List<String> KEYS = IntStream.range(0, 60).mapToObj(i -> "k" + i).toList();

  @TempDir Path folder;
  private RedisClusterProcesses cluster;
  private RedisLoop loop;
  private RedisConnections redis;

  @BeforeEach
  void start() {
    cluster = new RedisClusterProcesses(folder);
    loop = new RedisLoop();
    redis =
        loop.open(
            new RedisServers(
                RedisServers.Mode.CLUSTER, List.of(URI.create(cluster.master(0).url()))),
            TERMS);
    KEYS.forEach(key -> loop.set(redis, key, "v of " + key));
  }

  @AfterEach
  void stop() {
    loop.close();
    cluster.close();
  }

  @Test
  void eachKeyIsOnTheMasterOfItsSlot() {
    assertThat(KEYS)
        .allSatisfy(key ->
            assertThat(cluster.master(cluster.masterOf(key)).command("GET " + key))
                .isEqualTo("v of " + key))
        .allSatisfy(key -> assertThat(loop.get(redis, key)).isEqualTo("v of " + key));
    assertThat(KEYS).extracting(cluster::masterOf).contains(0, 1, 2);
    assertThat(loop.connections()).isEqualTo(6);
  }

  @Test
  void aSlotThatMovedIsFollowed() {
    String key = keyOf(0);
    cluster.move(key, 0, 2);
    assertThat(loop.get(redis, key)).isEqualTo("v of " + key);
    assertThat(cluster.master(2).command("GET " + key)).isEqualTo("v of " + key);
    assertThat(loop.get(redis, key)).isEqualTo("v of " + key);
  }

  @Test
  void aSlotOnItsWayIsFollowedForTheCallAlone() {
    String stays = keyOf(1);
    String tag = "{" + stays + "}.new";
    cluster.beginMove(HashSlot.of(stays), 1, 0);
    loop.set(redis, tag, "new");
    assertThat(loop.get(redis, tag)).isEqualTo("new");
    assertThat(loop.get(redis, stays)).isEqualTo("v of " + stays);
    assertThat(cluster.master(1).command("DBSIZE")).isEqualTo(":" + count(1));
    assertThat(cluster.master(0).command("DBSIZE")).isEqualTo(":" + (count(0) + 1));
  }

  @Test
  void aMasterThatDiedCostsTheCallsOfItsSlotsAloneAndNoWait() {
    cluster.master(1).kill();
    RedisLoop.until("four connections", () -> loop.connections() == 4);
    for (String key : KEYS) {
      if (cluster.masterOf(key) == 1) {
        assertThat(failsAtOnce(key)).isTrue();
      } else {
        assertThat(loop.get(redis, key)).isEqualTo("v of " + key);
      }
    }
    cluster.master(1).start();
    RedisLoop.until("six connections", () -> loop.connections() == 6);
    RedisLoop.until(
        "an answer of it",
        () -> loop.ended(() -> redis.send(keyOf(1), RedisLoop.getOf(keyOf(1)))).succeeded());
  }

  @Test
  void withoutAnyMasterThereIsNoWaitAndOnceTheyAreBackTheyAreFound() {
    IntStream.range(0, 3).forEach(i -> cluster.master(i).kill());
    RedisLoop.until("no connection", () -> loop.connections() == 0);
    assertThat(KEYS).allMatch(this::failsAtOnce);
    IntStream.range(0, 3).forEach(i -> cluster.master(i).start());
    RedisLoop.until("six connections", () -> loop.connections() == 6);
  }

  private boolean failsAtOnce(String key) {
    return loop.on(() -> {
      Future<@Nullable Response> sent = redis.send(key, RedisLoop.getOf(key));
      return Future.succeededFuture(sent.failed());
    });
  }

  private String keyOf(int master) {
    return KEYS.stream().filter(key -> cluster.masterOf(key) == master).findFirst().orElseThrow();
  }

  private long count(int master) {
    return KEYS.stream().filter(key -> cluster.masterOf(key) == master).count();
  }
}
