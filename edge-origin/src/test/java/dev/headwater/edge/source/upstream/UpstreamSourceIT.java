package dev.headwater.edge.source.upstream;

import static dev.headwater.edge.source.upstream.Loop.request;
import static dev.headwater.edge.source.upstream.RawUpstream.head;
import static dev.headwater.edge.source.upstream.RawUpstream.ok;
import static dev.headwater.edge.source.upstream.RawUpstream.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.source.SourceRequest;
import dev.headwater.platform.runtime.EventLoops;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One upstream server, which speaks good HTTP. */
class UpstreamSourceIT {
  private final Vertx vertx = EventLoops.start(new VertxOptions());
  private final RawUpstream upstream = RawUpstream.start(vertx, says(ok("hello")));

  @AfterEach
  void close() {
    Loop.await(vertx.close());
  }

  private Loop loop(String... settings) {
    return new Loop(vertx, SettingsOf.upstreams(List.of(upstream), settings));
  }

  @Test
  void requestIsSentAsItIsWithNothingAdded() {
    try (Loop loop = loop()) {
      loop.send(request("get", "/a%2Fb?q=1", "X-One", "1", "aCcept", "a", "X-One", "2"));
    }
    assertThat(upstream.requests)
        .containsExactly(
            "get /a%2Fb?q=1 HTTP/1.1\r\nhost: 127.0.0.1:"
                + upstream.port()
                + "\r\nX-One: 1\r\naCcept: a\r\nX-One: 2\r\n\r\n");
  }

  @Test
  void fieldsOfTheConnectionStayOnTheirConnection() {
    upstream.now(
        says(
            head(
                "HTTP/1.1 200 OK",
                "Connection: X-Hop, close",
                "X-Hop: 1",
                "Keep-Alive: timeout=5",
                "X-a: 1",
                "x-B: 2",
                "X-A: 3",
                "Content-Length: 0")));
    try (Loop loop = loop()) {
      Loop.Answer answer =
          loop.get("/", "Connection", "X-Mine", "X-Mine", "1", "TE", "trailers", "Host", "other");
      assertThat(answer.head().fields())
          .isEqualTo(FieldList.of("X-a", "1", "x-B", "2", "X-A", "3", "Content-Length", "0"));
    }
    assertThat(upstream.requests.getFirst()).doesNotContain("X-Mine", "TE", "other");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 299, 404, 499, 500, 599, 999})
  void anyFinalStatusPasses(int status) {
    upstream.now(says("HTTP/1.1 " + status + " Odd\r\nContent-Length: 1\r\n\r\nx"));
    try (Loop loop = loop()) {
      assertThat(loop.get("/").status()).isEqualTo(status);
    }
  }

  @Test
  void connectionIsUsedAgain() {
    try (Loop loop = loop()) {
      for (int i = 0; i < 5; i++) {
        assertThat(loop.get("/" + i).content().toString()).isEqualTo("hello");
      }
    }
    assertThat(upstream.accepted).hasValue(1);
  }

  @Test
  void interimResponsesComeBeforeTheFinalOne() {
    upstream.now(
        says(
            head("HTTP/1.1 102 Processing")
                + head("HTTP/1.1 103 Early Hints", "Link: </a>")
                + head("HTTP/1.1 100 Continue")
                + head("HTTP/1.1 199 Own", "X: 1")
                + ok("end")));
    List<ResponseHead> interim = new ArrayList<>();
    RequestHead get = new RequestHead("GET", "/", FieldList.empty());
    try (Loop loop = loop()) {
      for (int i = 0; i < 2; i++) {
        Loop.Answer answer = loop.send(new SourceRequest(get, "/", null, interim::add));
        assertThat(answer.content().toString()).isEqualTo("end");
      }
    }
    assertThat(interim.subList(0, 3))
        .containsExactly(
            new ResponseHead(102, FieldList.empty()),
            new ResponseHead(103, FieldList.of("Link", "</a>")),
            new ResponseHead(199, FieldList.of("X", "1")));
    assertThat(interim).hasSize(6);
    assertThat(upstream.accepted).hasValue(1);
  }

  @Test
  void chunkedContentEndsWithItsLastChunk() {
    upstream.now(
        says(
            head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked")
                + head("5;a=b", "hello", "6", " world", "0", "X-Trailer: 1")));
    try (Loop loop = loop()) {
      assertThat(loop.get("/").content().toString()).isEqualTo("hello world");
      assertThat(loop.get("/").content().toString()).isEqualTo("hello world");
    }
    assertThat(upstream.accepted).hasValue(1);
  }

  /** RFC 9110, section 6.5.1: what nobody is known to understand is dropped. */
  @Test
  void trailersAreNeitherFieldsNorContentNorTheNextResponse() {
    upstream.now(
        says(
            head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "Trailer: ETag, X-Sum", "X: 1")
                + head(
                    "5", "hello", "0", "ETag: \"evil\"", "Content-Length: 3", "X-Sum: a", " b")));
    try (Loop loop = loop()) {
      for (int i = 0; i < 2; i++) {
        Loop.Answer answer = loop.get("/");
        assertThat(answer.content().toString()).isEqualTo("hello");
        assertThat(answer.head().fields().has("ETag")).isFalse();
        assertThat(answer.head().fields().has("X-Sum")).isFalse();
        assertThat(answer.head().fields().get("X")).isEqualTo("1");
      }
    }
    assertThat(upstream.accepted).hasValue(1);
  }

  @Test
  void silentUpstreamIsGivenUpAtTheTimeLimit() {
    upstream.now((_, _) -> {});
    try (Loop loop = loop("first-byte-timeout", "200ms")) {
      assertThat(loop.failure(request("GET", "/"))).isEqualTo(new Failure.SourceTimeout());
    }
  }

  @Test
  void whatFollowsATimeLimitRunsOnTheCallersEventLoop() {
    upstream.now((_, _) -> {});
    try (Loop loop = loop()) {
      boolean stayed =
          loop.on(() -> {
            Thread caller = Thread.currentThread();
            return loop.source
                .send(request("GET", "/"))
                .timeout(50, TimeUnit.MILLISECONDS)
                .transform((_, _) -> Future.succeededFuture(Thread.currentThread().equals(caller)));
          });
      assertThat(stayed).isTrue();
    }
  }

  @Test
  void thousandRequestsAtOnceShareTheConnections() {
    try (Loop loop = loop("connections", "20")) {
      List<Future<Loop.Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        answers.add(loop.sendLater(request("GET", "/" + i)));
      }
      Loop.await(Future.all(answers));
      assertThat(answers)
          .allSatisfy(
              answer -> assertThat(answer.result().content().toString()).isEqualTo("hello"));
    }
    assertThat(upstream.accepted).hasValueBetween(1, 20);
    assertThat(upstream.requests).hasSize(1_000);
  }
}
