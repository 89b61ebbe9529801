package dev.headwater.edge.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.telemetry.RedisConnectionMeters;
import dev.headwater.edge.tier.RedisLanes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that take what is sent and answer less than they should. */
class SilentServerIT {
  private static final ConnectionTerms TERMS =
      new ConnectionTerms(1, 4, Duration.ofMillis(25), Duration.ofMillis(200));

  private final RedisLoop loop = new RedisLoop();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();

  @AfterEach
  void stop() {
    loop.close();
  }

  @Test
  void aServerThatFallsSilentIsGivenUpAndConnectedToAgain() {
    RedisConnections redis = connected(this::answerHelloAlone);
    assertThat(call(redis).cause()).isInstanceOf(TimeoutException.class);
    RedisLoop.until("given up", () -> loop.ends("silent") == 1);
    RedisLoop.until("connected again", () -> accepted.get() >= 2);
    RedisLoop.until("the silent connection is closed", () -> open.get() <= 1);
  }

  @Test
  void aServerThatIsOnlySilentBecauseNobodyAsksIsKept() {
    RedisConnections redis = connected(this::answerAll);
    assertThat(call(redis).succeeded()).isTrue();
    RedisLoop.await(loop.vertx.timer(500));
    assertThat(call(redis).succeeded()).isTrue();
    assertThat(accepted.get()).isEqualTo(1);
  }

  @Test
  void aServerWhoseAnswerLiesThereWhileTheEventLoopIsLateIsKept() {
    RedisConnections redis = connected(this::answerAll);
    loop.ended(() -> {
      Future<@Nullable Response> answer = redis.send("k", RedisLoop.getOf("k"));
      long until = System.nanoTime() + TERMS.silence().multipliedBy(2).toNanos();
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      return answer;
    });
    assertThat(call(redis).succeeded()).isTrue();
    assertThat(loop.ends("silent")).isZero();
    assertThat(accepted.get()).isEqualTo(1);
  }

  @Test
  void withoutAHandshakeThereIsNoConnectionAndNoWait() {
    RedisConnections redis = connected((_, _) -> {});
    assertThat(loop.connections()).isZero();
    assertThat(call(redis).cause()).hasMessage("not connected");
    RedisLoop.until("tried again", () -> accepted.get() >= 2);
    RedisLoop.until("the first is closed", () -> open.get() <= 1);
  }

  @Test
  void aServerThatAnswersNonsenseCostsTheCallAlone() {
    RedisConnections redis =
        connected((socket, bytes) -> {
          if (bytes.toString().contains("hello")) {
            socket.write("%0\r\n");
          } else {
            socket.end(Buffer.buffer("!?what\r\n"));
          }
        });
    assertThat(call(redis).failed()).isTrue();
    RedisLoop.until("connected again", () -> accepted.get() >= 2);
  }

  @Test
  void aWriteThatHangsDelaysNoLookUp() {
    URI address =
        listen((socket, bytes) -> {
          String words = bytes.toString();
          if (words.contains("hello") || words.contains("get")) {
            answerAll(socket, bytes);
          }
        });
    RedisLanes lanes =
        loop.on(() -> {
          RedisLanes opened =
              RedisLanes.of(
                  loop.vertx, server(address), 2, new RedisConnectionMeters(loop.meters, "test"));
          return opened.open().map(opened);
        });
    Request write = Request.cmd(Command.SET).arg("k").arg(Buffer.buffer(new byte[4 << 20]));
    Future<@Nullable Response> written = loop.later(() -> lanes.writes().send("k", write));
    for (int i = 0; i < 20; i++) {
      assertThat(loop.ended(() -> lanes.reads().send("k", RedisLoop.getOf("k"))).succeeded())
          .isTrue();
    }
    assertThat(written.isComplete()).isFalse();
    RedisLoop.until("the write is given up", written::failed);
    loop.on(() -> {
      lanes.reads().close();
      lanes.writes().close();
      return Future.succeededFuture();
    });
  }

  private interface Script {
    void answer(NetSocket socket, Buffer bytes);
  }

  private void answerHelloAlone(NetSocket socket, Buffer bytes) {
    if (bytes.toString().contains("hello")) {
      socket.write("%0\r\n");
    }
  }

  private void answerAll(NetSocket socket, Buffer bytes) {
    socket.write(bytes.toString().contains("hello") ? "%0\r\n" : "$1\r\nv\r\n");
  }

  private Future<@Nullable Response> call(RedisConnections redis) {
    return loop.ended(() -> redis.send("k", RedisLoop.getOf("k")));
  }

  private RedisConnections connected(Script script) {
    return loop.open(server(listen(script)), TERMS);
  }

  private static RedisServers server(URI address) {
    return new RedisServers(RedisServers.Mode.STANDALONE, List.of(address));
  }

  private URI listen(Script script) {
    NetServer server =
        loop.vertx
            .createNetServer()
            .connectHandler(socket -> {
              accepted.incrementAndGet();
              open.incrementAndGet();
              socket.closeHandler(_ -> open.decrementAndGet());
              socket.handler(bytes -> script.answer(socket, bytes));
            });
    RedisLoop.await(server.listen(0, "127.0.0.1"));
    return URI.create("redis://127.0.0.1:" + server.actualPort());
  }
}
