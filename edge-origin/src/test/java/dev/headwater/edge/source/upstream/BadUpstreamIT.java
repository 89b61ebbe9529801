package dev.headwater.edge.source.upstream;

import static dev.headwater.edge.source.upstream.Loop.request;
import static dev.headwater.edge.source.upstream.RawUpstream.head;
import static dev.headwater.edge.source.upstream.RawUpstream.ok;
import static dev.headwater.edge.source.upstream.RawUpstream.says;
import static dev.headwater.edge.source.upstream.RawUpstream.saysAndCloses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.source.upstream.RawUpstream.Script;
import dev.headwater.platform.runtime.EventLoops;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An upstream server that breaks the rules of HTTP: each row cites the one. */
class BadUpstreamIT {
  private static final String OK = "HTTP/1.1 200 OK";
  private static final String CHUNKED = "Transfer-Encoding: chunked";

  private static final Vertx VERTX = EventLoops.start(new VertxOptions());

  private final RawUpstream upstream = RawUpstream.start(VERTX, says(ok("hello")));
  private final Loop loop =
      new Loop(
          VERTX,
          SettingsOf.upstreams(
              List.of(upstream), "first-byte-timeout", "1s", "stall-timeout", "200ms"));

  @AfterEach
  void close() {
    loop.close();
    upstream.stop();
  }

  @AfterAll
  static void closeAll() {
    Loop.await(VERTX.close());
  }

  /** Bytes that break a rule. */
  record Case(String rule, Script script) {
    @Override
    public String toString() {
      return rule;
    }
  }

  private static Case sent(String rule, String bytes) {
    return new Case(rule, says(bytes));
  }

  private static Case cut(String rule, String bytes) {
    return new Case(rule, saysAndCloses(bytes));
  }

  static Stream<Case> malformed() {
    return Stream.of(
        cut("RFC 9112, 2.1: nothing but an end", ""),
        cut("RFC 9112, 2.1: half a head", "HTTP/1.1 200 OK\r\nContent-Le"),
        cut("RFC 9112, 2.3: HTTP/0.9", "<html>hello</html>"),
        sent("RFC 9112, 2.3: HTTP/2.0", head("HTTP/2.0 200 OK", "Content-Length: 0")),
        sent("RFC 9112, 2.3: another protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n"),
        sent("RFC 9112, 4: no number", head("HTTP/1.1 two OK", "Content-Length: 0")),
        sent("RFC 9112, 4: two digits", head("HTTP/1.1 20 OK", "Content-Length: 0")),
        sent("RFC 9112, 4: four digits", head("HTTP/1.1 2000 OK", "Content-Length: 0")),
        sent("RFC 9112, 4: long reason", head(OK + "K".repeat(10_000))),
        sent("RFC 9110, 5.5: NUL", head(OK, "X: a\0b", "Content-Length: 0")),
        sent("RFC 9110, 5.1: no token", head(OK, "X(Y): a", "Content-Length: 0")),
        sent("RFC 9110, 5.4: many fields", head(OK, "X: 1\r\n".repeat(20_000) + "Y: 2")),
        sent("RFC 9110, 5.4: a long field", head(OK, "X: " + "x".repeat(10_000_000))),
        sent("RFC 9110, 15.2.2: 101", head("HTTP/1.1 101 Switching", "Upgrade: x")),
        sent("RFC 9110, 15.2: endless", head("HTTP/1.1 102 Processing").repeat(1_000)));
  }

  static Stream<Case> misframed() {
    return Stream.of(
        sent("RFC 9112, 6.1: HTTP/1.0", head("HTTP/1.0 200 OK", CHUNKED) + head("0")),
        sent("RFC 9112, 6.1: a coding to undo", head(OK, "Transfer-Encoding: gzip") + "x"),
        sent("RFC 9112, 6.1: twice", head(OK, CHUNKED, CHUNKED) + head("0")),
        sent("RFC 9112, 6.1: not last", head(OK, CHUNKED + ", x") + head("0")),
        sent("RFC 9112, 6.3: both", head(OK, CHUNKED, "Content-Length: 3") + head("0")),
        sent("RFC 9112, 6.3: differ", head(OK, "Content-Length: 1", "Content-Length: 2") + "xx"),
        sent("RFC 9112, 6.3: list that differs", head(OK, "Content-Length: 1, 2") + "xx"),
        sent("RFC 9112, 6.3: negative", head(OK, "Content-Length: -1") + "x"),
        sent("RFC 9112, 6.3: sign", head(OK, "Content-Length: +1") + "x"),
        sent("RFC 9112, 6.3: no number", head(OK, "Content-Length: many") + "x"),
        sent("RFC 9112, 6.3: overflow", head(OK, "Content-Length: 99999999999999999999") + "x"),
        sent("RFC 9112, 7.1: size", head(OK, CHUNKED) + "xyz\r\nhello\r\n0\r\n\r\n"),
        sent("RFC 9112, 7.1: negative size", head(OK, CHUNKED) + "-5\r\nhello\r\n0\r\n\r\n"),
        sent("RFC 9112, 7.1: overflow", head(OK, CHUNKED) + "ffffffffffffffffff\r\nhello"),
        sent("RFC 9112, 7.1: no end", head(OK, CHUNKED) + "5\r\nhello, world\r\n0\r\n\r\n"),
        sent("RFC 9112, 7.1.1: extension", head(OK, CHUNKED) + "5;" + "x".repeat(100_000)),
        sent("RFC 9112, 7.1.2: trailers", head(OK, CHUNKED) + "0\r\n" + "X: 1\r\n".repeat(20_000)),
        cut("RFC 9112, 8: short", head(OK, "Content-Length: 10") + "hello"),
        cut("RFC 9112, 8: no last chunk", head(OK, CHUNKED) + "5\r\nhello\r\n"),
        cut("RFC 9112, 8: cut chunk", head(OK, CHUNKED) + "5\r\nhel"));
  }

  @ParameterizedTest
  @MethodSource({"malformed", "misframed"})
  void whatCannotBeReadIsABadGateway(Case bad) {
    upstream.now(bad.script);
    assertThat(loop.failure(request("GET", "/"))).isInstanceOf(Failure.SourceMalformed.class);
    loop.until(() -> upstream.open.get() == 0);
  }

  static Stream<Case> late() {
    return Stream.of(
        sent("no answer", ""),
        sent("half a head", "HTTP/1.1 200 OK\r\n"),
        sent("only interim responses", head("HTTP/1.1 100 Continue")),
        sent("half the content", head(OK, "Content-Length: 10") + "hello"),
        sent("half a chunk", head(OK, CHUNKED) + "5\r\nhel"),
        sent("no last chunk", head(OK, CHUNKED) + "5\r\nhello\r\n"));
  }

  @ParameterizedTest
  @MethodSource("late")
  void whatDoesNotComeIsAGatewayTimeout(Case late) {
    upstream.now(late.script);
    assertThat(loop.failure(request("GET", "/"))).isEqualTo(new Failure.SourceTimeout());
    loop.until(() -> upstream.open.get() == 0);
  }

  @Test
  void headThatComesByteByByteIsGivenUpAtTheTimeLimit() {
    upstream.now((socket, _) ->
        VERTX.setPeriodic(
            10,
            id -> {
              if (socket.write("X").failed()) {
                VERTX.cancelTimer(id);
              }
            }));
    assertThat(loop.failure(request("GET", "/"))).isEqualTo(new Failure.SourceTimeout());
    loop.until(() -> upstream.open.get() == 0);
  }

  @Test
  void contentThatComesByteByByteIsGivenUp() {
    upstream.now((socket, _) -> {
      socket.write(head(OK, "Content-Length: 33554432"));
      VERTX.setPeriodic(
          20,
          id -> {
            if (socket.write("x").failed()) {
              VERTX.cancelTimer(id);
            }
          });
    });
    assertThat(loop.failure(request("GET", "/"))).isEqualTo(new Failure.SourceTimeout());
    loop.until(() -> upstream.open.get() == 0);
    assertThat(loop.count("headwater.upstream.failures", "reason", "source-timeout")).isEqualTo(1);
  }

  static Stream<Case> tolerated() {
    return Stream.of(
        cut("RFC 9112, 6.3, rule 8: until the end", head(OK) + "hello"),
        cut("RFC 9112, 6.3, rule 8: HTTP/1.0", head("HTTP/1.0 200 OK") + "hello"),
        sent("RFC 9110, 8.6: twice", head(OK, "Content-Length: 5", "Content-Length: 5") + "hello"),
        sent("RFC 9110, 8.6: list", head(OK, "Content-Length: 5, 5") + "hello"),
        sent("RFC 9112, 5.1: space before colon", head(OK, "Content-Length : 5") + "hello"),
        sent("RFC 9112, 5.2: folded", head(OK, "X: a\r\n b", "Content-Length: 5") + "hello"),
        sent("RFC 9112, 4: no reason", head("HTTP/1.1 200 ", "Content-Length: 5") + "hello"),
        sent("RFC 9112, 9.3: bytes after the end", ok("hello") + "noise"),
        sent("RFC 9112, 9.3: a response after the end", ok("hello") + ok("evil")),
        sent("RFC 9112, 9.3: half a response after the end", ok("hello") + OK + "\r\nX: "),
        sent("RFC 9112, 9.3: a status line after the end", ok("hello") + OK + "\r\n"),
        sent("RFC 9112, 9.3: half a head after the end", ok("hello") + OK + "\r\nX: a\r\n"),
        sent("RFC 9112, 9.3: an empty line after the end", ok("hello") + "\r\n"));
  }

  @ParameterizedTest
  @MethodSource("tolerated")
  void whatCanBeReadIsReadAndNothingOfItReachesTheNextRequest(Case odd) {
    upstream.now(odd.script);
    assertThat(loop.get("/1").content().toString()).isEqualTo("hello");
    upstream.now(says(ok("next")));
    assertThat(loop.get("/2").content().toString()).isEqualTo("next");
    assertThat(upstream.requests).as("sent again").hasSize(2);
  }

  static Stream<Case> bodiless() {
    return Stream.of(
        sent("RFC 9112, 6.3, rule 1: 204", head("HTTP/1.1 204 No", "Content-Length: 5") + "hello"),
        sent("RFC 9112, 6.3, rule 1: 304", head("HTTP/1.1 304 Not", "Content-Length: 5") + "hello"),
        sent("RFC 9112, 6.3, rule 1: 304", head("HTTP/1.1 304 Not", CHUNKED) + head("0")));
  }

  @ParameterizedTest
  @MethodSource("bodiless")
  void contentOfAResponseThatHasNoneIsNobodys(Case odd) {
    upstream.now(odd.script);
    assertThat(loop.get("/1").content().length()).isZero();
    upstream.now(says(ok("next")));
    assertThat(loop.get("/2").content().toString()).isEqualTo("next");
  }

  @Test
  void contentOfAResponseToHeadIsNobodys() {
    upstream.now(says(ok("hello")));
    Loop.Answer answer = loop.send(request("HEAD", "/1"));
    assertThat(answer.content().length()).isZero();
    assertThat(answer.head().fields().get("Content-Length")).isEqualTo("5");
    assertThat(loop.get("/2").content().toString()).isEqualTo("hello");
  }
}
