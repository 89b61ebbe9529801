package dev.headwater.edge.source.upstream;

import static dev.headwater.edge.source.upstream.Loop.request;
import static dev.headwater.edge.source.upstream.RawUpstream.head;
import static dev.headwater.edge.source.upstream.RawUpstream.ok;
import static dev.headwater.edge.source.upstream.RawUpstream.says;
import static dev.headwater.edge.source.upstream.RawUpstream.saysAndCloses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.source.SourceRequest;
import dev.headwater.edge.source.upstream.RawUpstream.Script;
import dev.headwater.platform.runtime.EventLoops;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several upstream servers, some of which fail. */
class FailoverIT {
  private static final Script CLOSES = (socket, _) -> socket.close();

  private final Vertx vertx = EventLoops.start(new VertxOptions());
  private final RawUpstream a = RawUpstream.start(vertx, says(ok("a")));
  private final RawUpstream b = RawUpstream.start(vertx, says(ok("b")));

  @AfterEach
  void close() {
    Loop.await(vertx.close());
  }

  private Loop loop(String... settings) {
    return new Loop(vertx, SettingsOf.upstreams(List.of(a, b), settings));
  }

  /** A target whose first choice is the server. */
  private static String targetOf(Loop loop, RawUpstream upstream) {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> "/" + i)
        .filter(target -> isFirst(loop, upstream, target))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFirst(Loop loop, RawUpstream upstream, String target) {
    return loop.group.candidates(target).getFirst().name().equals(upstream.url().toString());
  }

  private SourceRequest post(Loop loop, String target) {
    Pieces content = loop.on(() -> Future.succeededFuture(new Pieces(vertx, 1, false)));
    RequestHead head =
        new RequestHead("POST", target, FieldList.of("Content-Length", "" + Pieces.SIZE));
    return new SourceRequest(head, target, content, _ -> {});
  }

  @Test
  void keyStaysWithItsServerAndKeysAreShared() {
    try (Loop loop = loop()) {
      for (int i = 0; i < 50; i++) {
        String content = loop.get("/" + i).content().toString();
        assertThat(loop.get("/" + i).content().toString()).isEqualTo(content);
      }
    }
    assertThat(a.requests).hasSizeBetween(20, 80);
    assertThat(b.requests).hasSize(100 - a.requests.size());
  }

  @Test
  void serverThatCannotBeReachedIsLeftEvenByAnUnsafeRequestWithContent() {
    try (Loop loop = loop()) {
      String target = targetOf(loop, a);
      a.stop();
      assertThat(loop.get(target).content().toString()).isEqualTo("b");
      assertThat(loop.send(post(loop, target)).content().toString()).isEqualTo("b");
      assertThat(loop.count("headwater.upstream.failures", "reason", "source-unavailable"))
          .isEqualTo(2);
      assertThat(loop.count("headwater.upstream.retries")).isEqualTo(2);
    }
  }

  @Test
  void allUnreachableIsUnavailable() {
    try (Loop loop = loop()) {
      a.stop();
      b.stop();
      assertThat(loop.failure(request("GET", "/")))
          .isEqualTo(new Failure.SourceUnavailable(UpstreamGroup.RETRY_AFTER));
    }
  }

  @Test
  void safeRequestWithoutAnswerGoesToTheNextServerAndAnUnsafeOneDoesNot() {
    try (Loop loop = loop()) {
      String target = targetOf(loop, a);
      a.now(CLOSES);
      assertThat(loop.get(target).content().toString()).isEqualTo("b");
      assertThat(loop.failure(post(loop, target))).isInstanceOf(Failure.SourceMalformed.class);
      assertThat(loop.failure(request("DELETE", target)))
          .isInstanceOf(Failure.SourceMalformed.class);
    }
    assertThat(b.requests).hasSize(1);
  }

  @Test
  void unavailableServerIsLeftBySafeRequestsOnly() {
    try (Loop loop = loop()) {
      String target = targetOf(loop, a);
      for (int status : List.of(502, 503, 504)) {
        a.now(says(head("HTTP/1.1 " + status + " Bad", "Content-Length: 0")));
        assertThat(loop.get(target).content().toString()).isEqualTo("b");
      }
      assertThat(loop.send(request("DELETE", target)).status()).isEqualTo(504);
    }
  }

  @Test
  void otherErrorsAreAnswers() {
    try (Loop loop = loop()) {
      String target = targetOf(loop, a);
      for (int status : List.of(404, 429, 500, 501)) {
        a.now(says(head("HTTP/1.1 " + status + " Bad", "Content-Length: 0")));
        assertThat(loop.get(target).status()).isEqualTo(status);
      }
    }
    assertThat(b.requests).isEmpty();
  }

  @Test
  void lastServersAnswerIsTheAnswer() {
    try (Loop loop = loop()) {
      a.now(says(head("HTTP/1.1 503 Bad", "Content-Length: 0")));
      b.now(says(head("HTTP/1.1 503 Bad", "Content-Length: 0")));
      assertThat(loop.get("/").status()).isEqualTo(503);
    }
  }

  @Test
  void slowServerIsLeftInTimeForAnotherToAnswer() {
    try (Loop loop = loop("first-byte-timeout", "600ms")) {
      String target = targetOf(loop, a);
      a.now((_, _) -> {});
      assertThat(loop.get(target).content().toString()).isEqualTo("b");
      loop.until(() -> a.open.get() == 0);
      assertThat(loop.count("headwater.upstream.failures", "reason", "source-timeout"))
          .isEqualTo(1);
    }
  }

  @Test
  void cutContentIsTheServersFailureAndNotSentForAgain() {
    try (Loop loop = loop()) {
      String target = targetOf(loop, a);
      a.now(saysAndCloses(head("HTTP/1.1 200 OK", "Content-Length: 5") + "hal"));
      assertThat(loop.failure(request("GET", target))).isInstanceOf(Failure.SourceMalformed.class);
      assertThat(loop.count("headwater.upstream.failures", "reason", "source-malformed"))
          .isEqualTo(1);
    }
    assertThat(b.requests).isEmpty();
  }

  @Test
  void serverThatFailsInARowIsEjectedAndComesBack() {
    try (Loop loop = loop()) {
      String target = targetOf(loop, a);
      a.now(CLOSES);
      for (int i = 0; i < 5; i++) {
        assertThat(loop.get(target).content().toString()).isEqualTo("b");
      }
      int seen = a.requests.size();
      a.now(says(ok("a")));
      assertThat(loop.get(target).content().toString()).isEqualTo("b");
      assertThat(a.requests).hasSize(seen);
      loop.skip(Duration.ofSeconds(11));
      assertThat(loop.get(target).content().toString()).isEqualTo("a");
    }
  }

  /** Once so many requests have come. */
  private static Script closesAllOf(int count) {
    Queue<NetSocket> come = new ConcurrentLinkedQueue<>();
    return (socket, _) -> {
      come.add(socket);
      if (come.size() >= count) {
        come.forEach(NetSocket::close);
      }
    };
  }

  @Test
  void retriesStayWithinTheirBudget() {
    try (Loop loop = loop("connections", "500")) {
      a.now(closesAllOf(400)); // one at a time, it would be left alone after the first few
      List<String> targets =
          IntStream.range(0, 2_000)
              .mapToObj(i -> "/" + i)
              .filter(target -> isFirst(loop, a, target))
              .limit(400)
              .toList();
      List<Future<Boolean>> answered = new ArrayList<>();
      for (String target : targets) {
        answered.add(loop.sendLater(request("GET", target)).map(true).otherwise(false));
      }
      Loop.await(Future.all(answered));
    }
    assertThat(b.requests).hasSizeBetween(10, 10 + 400 / 5 + 10);
  }

  @Test
  void noCreditIsSpentWhereNoServerIsLeftToRetry() {
    try (Loop loop = loop()) {
      openBreakerOfB(loop);
      String target = targetOf(loop, a);
      a.now(says(head("HTTP/1.1 503 Bad", "Content-Length: 0")));
      for (int i = 0; i < 4; i++) {
        assertThat(loop.get(target).status()).isEqualTo(503);
      }
      int left = 0;
      while (loop.group.retries().take()) {
        left++;
      }
      assertThat(left).isGreaterThanOrEqualTo(10);
    }
    assertThat(b.requests).isEmpty();
  }

  /** Without an ejection: never five failures in a row. */
  private static void openBreakerOfB(Loop loop) {
    UpstreamHost host = loop.group.hosts().getLast();
    for (int i = 1; !host.isOpen(); i++) {
      if (i % 5 == 0) {
        loop.group.succeeded(host);
      } else {
        loop.group.failed(host, "test");
      }
    }
  }

  @Test
  void brokenOnlyServerIsNotAskedUntilItsBreakerTriesAgain() {
    a.now(CLOSES);
    try (Loop loop = new Loop(vertx, SettingsOf.upstreams(List.of(a)))) {
      for (int i = 0; i < 20; i++) {
        assertThat(loop.failure(request("GET", "/"))).isInstanceOf(Failure.SourceMalformed.class);
      }
      a.now(says(ok("a")));
      assertThat(loop.failure(request("GET", "/"))).isInstanceOf(Failure.SourceUnavailable.class);
      loop.skip(Duration.ofSeconds(31));
      assertThat(loop.get("/").content().toString()).isEqualTo("a");
      assertThat(loop.get("/").content().toString()).isEqualTo("a");
    }
  }

  @Test
  void checksOfThePathFindTheIllServerAndTheOneThatIsWellAgain() {
    try (Loop loop = loop("health.interval", "20ms", "health.path", "/up")) {
      String target = targetOf(loop, a);
      HealthChecks checks = checks(loop);
      a.now(says(head("HTTP/1.1 500 Ill", "Content-Length: 0")));
      loop.until(() -> !isFirst(loop, a, target));
      assertThat(loop.get(target).content().toString()).isEqualTo("b");
      a.now(says(ok("a")));
      loop.until(() -> isFirst(loop, a, target));
      assertThat(loop.get(target).content().toString()).isEqualTo("a");
      loop.on(checks::close);
    }
  }

  @Test
  void checksOfTheConnectionFindTheLostServerAndTheOneThatIsBack() {
    try (Loop loop = loop("health.interval", "20ms")) {
      String target = targetOf(loop, a);
      HealthChecks checks = checks(loop);
      int port = a.port();
      a.stop();
      loop.until(() -> !isFirst(loop, a, target));
      RawUpstream.startOn(vertx, port, says(ok("back")));
      loop.until(() -> isFirst(loop, a, target));
      assertThat(loop.get(target).content().toString()).isEqualTo("back");
      loop.on(checks::close);
    }
  }

  private HealthChecks checks(Loop loop) {
    return loop.on(() -> Future.succeededFuture(HealthChecks.start(vertx, loop.group)));
  }

  @Test
  void staleConnectionIsReplacedForASafeRequestAndNotTriedForAnother() {
    Set<NetSocket> used = ConcurrentHashMap.newKeySet();
    a.now((socket, _) -> {
      if (used.add(socket)) {
        socket.write(ok("a"));
      } else {
        socket.close();
      }
    });
    try (Loop loop = new Loop(vertx, SettingsOf.upstreams(List.of(a)))) {
      for (int i = 0; i < 30; i++) {
        assertThat(loop.get("/").content().toString()).isEqualTo("a");
      }
      assertThat(loop.count("headwater.upstream.failures")).isZero();
      assertThat(loop.send(request("DELETE", "/")).content().toString()).isEqualTo("a");
      assertThat(loop.count("headwater.upstream.failures")).isZero();
    }
  }

  @Test
  void fullLineIsOurOwnShortage() {
    a.now((_, _) -> {});
    Loop loop =
        new Loop(
            vertx,
            SettingsOf.upstreams(
                List.of(a), "connections", "1", "max-waiting", "1", "first-byte-timeout", "300ms"));
    try (loop) {
      List<Future<Failure>> failures = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        failures.add(
            loop.sendLater(request("GET", "/"))
                .map((Failure) new Failure.Internal())
                .recover(cause -> Future.succeededFuture(FailureException.of(cause))));
      }
      Loop.await(Future.all(failures));
      assertThat(failures.get(0).result()).isEqualTo(new Failure.SourceTimeout());
      assertThat(failures.get(1).result()).isEqualTo(new Failure.SourceTimeout());
      assertThat(failures.get(2).result()).isInstanceOf(Failure.Shed.class);
      a.now(says(ok("a")));
      assertThat(loop.get("/").content().toString()).isEqualTo("a");
    }
  }

  @Test
  void unusedConnectionsAreClosed() {
    try (Loop loop = loop("idle-timeout", "50ms")) {
      loop.get("/");
      loop.until(() -> a.open.get() + b.open.get() == 0);
      assertThat(loop.get("/").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil",
        "HTTP/1.1 200 OK\r\nX: a\r\n",
        "\r\n"
      })
  void bytesOnAnUnusedConnectionCloseIt(String bytes) {
    List<NetSocket> sockets = new ArrayList<>();
    a.now((socket, _) -> {
      sockets.add(socket);
      socket.write(ok("a"));
    });
    try (Loop loop = new Loop(vertx, SettingsOf.upstreams(List.of(a)))) {
      loop.get("/");
      sockets.getFirst().write(Buffer.buffer(bytes));
      loop.until(() -> a.open.get() == 0);
      assertThat(loop.get("/").content().toString()).isEqualTo("a");
    }
  }
}
