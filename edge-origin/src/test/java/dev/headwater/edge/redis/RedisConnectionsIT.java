package dev.headwater.edge.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.EngineCache;
import dev.headwater.engines.RedisEngine;
import dev.headwater.engines.RedisProfile;
import dev.headwater.platform.settings.Secret;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections to one real server. */
class RedisConnectionsIT {
  private static final ConnectionTerms TERMS =
      new ConnectionTerms(2, 64, Duration.ofSeconds(5), Duration.ofSeconds(5));

  @TempDir Path folder;
  private RedisEngine engine;
  private RedisLoop loop;

  @BeforeEach
  void start() {
    engine = RedisEngine.start(RedisProfile.cache(64), folder);
    loop = new RedisLoop();
  }

  @AfterEach
  void stop() {
    loop.close();
    engine.close();
  }

  private RedisServers server() {
    return new RedisServers(RedisServers.Mode.STANDALONE, List.of(URI.create(engine.url())));
  }

  @Test
  void manyCallsAreUnderWayOnFewConnections() {
    RedisConnections redis = loop.open(server(), TERMS);
    for (int i = 0; i < 128; i++) {
      loop.set(redis, "k" + i, "v" + i);
    }
    List<Response> replies =
        loop.on(() -> Future.all(all(redis, 128)).map(done -> done.<Response>list()));
    assertThat(replies)
        .extracting(Response::toString)
        .containsExactlyElementsOf(IntStream.range(0, 128).mapToObj(i -> "v" + i).toList());
    Response clients = loop.on(() -> redis.send("", Request.cmd(Command.INFO).arg("clients")));
    assertThat(clients).asString().contains("connected_clients:2\r\n");
    assertThat(loop.connections()).isEqualTo(2);
  }

  @Test
  void moreCallsThanMayBeUnderWayAreRefusedAtOnce() {
    RedisConnections redis = loop.open(server(), TERMS);
    List<Future<@Nullable Response>> calls =
        loop.on(() -> {
          List<Future<@Nullable Response>> sent = all(redis, 130);
          assertThat(sent.get(128).cause()).isInstanceOf(RedisUnavailableException.class);
          assertThat(sent.get(129).cause()).hasMessageContaining("too many");
          return Future.join(sent).transform(_ -> Future.succeededFuture(sent));
        });
    assertThat(calls.subList(0, 128)).allMatch(Future::succeeded);
  }

  @Test
  void anErrorOfTheServerEndsNoConnection() {
    RedisConnections redis = loop.open(server(), TERMS);
    loop.set(redis, "k", "v");
    assertThat(loop.ended(() -> redis.send("k", Request.cmd(Command.LLEN).arg("k"))).cause())
        .hasMessageStartingWith("WRONGTYPE");
    assertThat(loop.get(redis, "k")).isEqualTo("v");
    assertThat(loop.ends("closed")).isZero();
  }

  @Test
  void aCallThatIsLateFailsAndDoesNotShiftTheAnswersOfOthers() {
    ConnectionTerms terms =
        new ConnectionTerms(1, 64, Duration.ofMillis(100), Duration.ofSeconds(20));
    RedisConnections redis = loop.open(server(), terms);
    loop.set(redis, "k", "v");
    assertThat(
            loop.ended(() -> redis.send("l", Request.cmd(Command.BLPOP).arg("l").arg("0.3")))
                .cause())
        .isInstanceOf(TimeoutException.class);
    RedisLoop.until("an answer", () -> loop.ended(() -> redis.send("k", get("k"))).succeeded());
    assertThat(loop.get(redis, "k")).isEqualTo("v");
    assertThat(loop.get(redis, "absent")).isNull();
  }

  @Test
  void whileTheServerIsAwayCallsFailAtOnceAndAfterwardsTheyAreSentAgain() {
    RedisConnections redis = loop.open(server(), TERMS);
    int port = engine.port();
    engine.close();
    RedisLoop.until("no connection", () -> loop.connections() == 0);
    boolean immediate = loop.on(() -> Future.succeededFuture(redis.send("k", get("k")).failed()));
    assertThat(immediate).isTrue();
    engine = RedisEngine.start(RedisProfile.cache(64), folder, EngineCache.ofUser(), port);
    RedisLoop.until("two connections", () -> loop.connections() == 2);
    assertThat(loop.get(redis, "k")).isNull();
  }

  @Test
  void aPasswordThatWasReplacedIsShownByTheNextConnection() {
    RedisConnections before = loop.open(server(), TERMS);
    requirePassword(before, "old");
    Secret password = new Secret("old");
    RedisConnections redis =
        loop.open(
            new RedisServers(server().mode(), server().addresses(), Optional.of(password)), TERMS);
    loop.set(redis, "k", "v");
    password.replace("new");
    requirePassword(redis, "new");
    Request kill =
        Request.cmd(Command.CLIENT).arg("KILL").arg("TYPE").arg("normal").arg("SKIPME").arg("no");
    loop.ended(() -> redis.send("", kill));
    RedisLoop.until("an answer", () -> loop.ended(() -> redis.send("k", get("k"))).succeeded());
    assertThat(loop.get(redis, "k")).isEqualTo("v");
  }

  private void requirePassword(RedisConnections redis, String password) {
    Request request = Request.cmd(Command.CONFIG).arg("SET").arg("requirepass").arg(password);
    assertThat(loop.on(() -> redis.send("", request))).asString().isEqualTo("OK");
  }

  private static Request get(String key) {
    return RedisLoop.getOf(key);
  }

  private static List<Future<@Nullable Response>> all(RedisConnections redis, int count) {
    return IntStream.range(0, count).mapToObj(i -> redis.send("k" + i, get("k" + i))).toList();
  }
}
