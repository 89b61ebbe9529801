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
import dev.headwater.edge.source.SourceResponse;
import dev.headwater.edge.source.upstream.RawUpstream.Script;
import dev.headwater.platform.runtime.EventLoops;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Content in both directions: as fast as the reader reads, and given up when it leaves. */
class ContentIT {
  /** What sockets and pipelines may hold; much less than what would be sent. */
  private static final long IN_FLIGHT_BYTES = 16 << 20;

  private static final int PIECES = 6_000;

  private final Vertx vertx = EventLoops.start(new VertxOptions());
  private final RawUpstream upstream = RawUpstream.start(vertx, says(ok("hello")));
  private final Loop loop =
      new Loop(
          vertx, SettingsOf.upstreams(List.of(upstream), "connections", "1", "max-waiting", "1"));

  @AfterEach
  void close() {
    loop.close();
    Loop.await(vertx.close());
  }

  private SourceRequest post(Pieces content, String... fields) {
    RequestHead head = new RequestHead("POST", "/", FieldList.of(fields));
    return new SourceRequest(head, "/", content, _ -> {});
  }

  /** Writes as fast as the socket takes it, and counts. */
  private static void pour(NetSocket socket, AtomicLong written) {
    Buffer piece = Buffer.buffer(new byte[Pieces.SIZE]);
    while (!socket.writeQueueFull() && written.get() < PIECES) {
      written.incrementAndGet();
      socket.write(piece);
    }
    socket.drainHandler(_ -> pour(socket, written));
  }

  private void untilStill(AtomicLong counter) {
    long[] seen = {-1, 0};
    loop.until(() -> {
      seen[1] = seen[0] == counter.get() ? seen[1] + 1 : 0;
      seen[0] = counter.get();
      return seen[1] >= 40;
    });
  }

  @Test
  void upstreamWaitsForThePausedReader() {
    AtomicLong written = new AtomicLong();
    upstream.now((socket, _) -> {
      socket.write(head("HTTP/1.1 200 OK", "Content-Length: " + (long) PIECES * Pieces.SIZE));
      pour(socket, written);
    });
    SourceResponse response = loop.on(() -> loop.source.send(request("GET", "/")));
    untilStill(written);
    assertThat(written.get() * Pieces.SIZE).isLessThan(IN_FLIGHT_BYTES);
    Loop.Answer answer = loop.on(() -> Loop.read(response));
    assertThat(answer.content().length()).isEqualTo(PIECES * Pieces.SIZE);
    upstream.now(says(ok("next")));
    assertThat(loop.get("/").status()).isEqualTo(200);
  }

  @Test
  void cancelledResponseClosesItsConnectionAndFreesItsPlace() {
    upstream.now((socket, _) -> {
      socket.write(head("HTTP/1.1 200 OK"));
      pour(socket, new AtomicLong());
    });
    SourceResponse response = loop.on(() -> loop.source.send(request("GET", "/")));
    Future<Loop.Answer> waiting = loop.sendLater(request("GET", "/waiting"));
    upstream.now(says(ok("next")));
    loop.on(() -> {
      response.cancel();
      response.cancel();
      return Future.succeededFuture();
    });
    assertThat(Loop.await(waiting).content().toString()).isEqualTo("next");
    loop.until(() -> upstream.open.get() == 1);
  }

  @Test
  void readerThatPausesAtTheLastPieceHoldsNoLaterResponse() {
    for (int i = 0; i < 3; i++) {
      SourceResponse response = loop.on(() -> loop.source.send(request("GET", "/")));
      String content =
          loop.on(() -> {
            Promise<String> whole = Promise.promise();
            response
                .content()
                .handler(piece -> {
                  response.content().pause();
                  whole.complete(piece.toString());
                })
                .resume();
            return whole.future();
          });
      assertThat(content).isEqualTo("hello");
    }
    assertThat(upstream.accepted).hasValue(1);
  }

  @Test
  void clientWaitsForTheUpstreamThatReadsNothing() {
    AtomicReference<NetSocket> held = new AtomicReference<>();
    AtomicLong received = new AtomicLong();
    upstream.now(
        new Script() {
          @Override
          public void answer(NetSocket socket, String request) {
            held.set(socket.pause());
          }

          @Override
          public void content(NetSocket socket, Buffer bytes) {
            if (received.addAndGet(bytes.length()) == (long) PIECES * Pieces.SIZE) {
              socket.write(ok("taken"));
            }
          }
        });
    Pieces content = loop.on(() -> Future.succeededFuture(new Pieces(vertx, PIECES, false)));
    String length = String.valueOf((long) PIECES * Pieces.SIZE);
    Future<Loop.Answer> answer = loop.sendLater(post(content, "Content-Length", length));
    untilStill(content.given);
    assertThat(content.given.get() * Pieces.SIZE).isBetween(1L, IN_FLIGHT_BYTES);
    held.get().resume();
    assertThat(Loop.await(answer).content().toString()).isEqualTo("taken");
    assertThat(upstream.requests.getFirst()).contains("Content-Length: " + length);
  }

  @Test
  void contentOfUnknownLengthIsSentInChunks() {
    StringBuilder content = new StringBuilder();
    upstream.now(
        new Script() {
          @Override
          public void answer(NetSocket socket, String request) {}

          @Override
          public void content(NetSocket socket, Buffer bytes) {
            content.append(bytes.toString("ISO-8859-1"));
            if (content.toString().endsWith("\r\n0\r\n\r\n")) {
              socket.write(ok("taken"));
            }
          }
        });
    Pieces pieces = loop.on(() -> Future.succeededFuture(new Pieces(vertx, 3, false)));
    assertThat(loop.send(post(pieces)).content().toString()).isEqualTo("taken");
    assertThat(upstream.requests.getFirst().toLowerCase(Locale.ROOT))
        .contains("transfer-encoding: chunked")
        .doesNotContain("content-length");
    assertThat(content.toString()).startsWith("4000\r\n");
  }

  @Test
  void clientThatLeavesCancelsTheRequest() {
    Pieces content = loop.on(() -> Future.succeededFuture(new Pieces(vertx, 3, true)));
    upstream.now((_, _) -> {});
    assertThat(loop.failure(post(content, "Content-Length", "1000000")))
        .isInstanceOf(Failure.Malformed.class);
    loop.until(() -> upstream.accepted.get() == 1 && upstream.open.get() == 0);
    assertThat(loop.count("headwater.upstream.failures")).isZero();
  }

  @Test
  void contentLongerThanAnnouncedIsNotSent() {
    Pieces content = loop.on(() -> Future.succeededFuture(new Pieces(vertx, 3, false)));
    upstream.now((_, _) -> {});
    assertThat(loop.failure(post(content, "Content-Length", String.valueOf(2 * Pieces.SIZE))))
        .isInstanceOf(Failure.Malformed.class);
  }

  @Test
  void contentShorterThanAnnouncedCancelsTheRequest() {
    Pieces content = loop.on(() -> Future.succeededFuture(new Pieces(vertx, 1, false)));
    upstream.now((_, _) -> {});
    assertThat(loop.failure(post(content, "Content-Length", String.valueOf(2 * Pieces.SIZE))))
        .isInstanceOf(Failure.Malformed.class);
    loop.until(() -> upstream.open.get() == 0);
  }

  @Test
  void answerBeforeTheEndOfTheRequestEndsBoth() {
    upstream.now((socket, _) -> {
      socket.pause();
      socket.write(ok("too much"));
    });
    Pieces content = loop.on(() -> Future.succeededFuture(new Pieces(vertx, PIECES, false)));
    String length = String.valueOf((long) PIECES * Pieces.SIZE);
    Loop.Answer answer = loop.send(post(content, "Content-Length", length));
    assertThat(answer.content().toString()).isEqualTo("too much");
    upstream.now(says(ok("next")));
    assertThat(loop.get("/").content().toString()).isEqualTo("next");
    assertThat(upstream.accepted).hasValue(2);
  }

  @Test
  void upstreamThatTakesNothingIsGivenUpAtTheStallLimit() {
    upstream.now((socket, _) -> socket.pause());
    Loop impatient =
        new Loop(vertx, SettingsOf.upstreams(List.of(upstream), "stall-timeout", "200ms"));
    try (impatient) {
      Pieces content = impatient.on(() -> Future.succeededFuture(new Pieces(vertx, PIECES, false)));
      String length = String.valueOf((long) PIECES * Pieces.SIZE);
      assertThat(impatient.failure(post(content, "Content-Length", length)))
          .isEqualTo(new Failure.SourceTimeout());
    }
  }

  @Test
  void clientThatDripsItsContentIsGivenUpAndNotTheServersFailure() {
    upstream.now((_, _) -> {});
    Loop impatient =
        new Loop(vertx, SettingsOf.upstreams(List.of(upstream), "stall-timeout", "200ms"));
    try (impatient) {
      Pieces content = impatient.on(() -> Future.succeededFuture(Pieces.dripping(vertx)));
      assertThat(impatient.failure(post(content))).isEqualTo(new Failure.RequestTimeout());
      impatient.until(() -> upstream.accepted.get() == 1 && upstream.open.get() == 0);
      assertThat(impatient.count("headwater.upstream.failures")).isZero();
    }
  }

  @Test
  void requestsWithContentLeaveHalfOfTheConnectionsToOthers() {
    upstream.now((socket, request) -> {
      if (request.startsWith("GET")) {
        socket.write(ok("hello"));
      }
    });
    Loop small =
        new Loop(
            vertx, SettingsOf.upstreams(List.of(upstream), "connections", "4", "max-waiting", "4"));
    try (small) {
      List<Future<Loop.Answer>> uploads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Pieces content = small.on(() -> Future.succeededFuture(Pieces.dripping(vertx)));
        uploads.add(small.sendLater(post(content)));
      }
      small.until(() -> upstream.open.get() == 2);
      for (int i = 0; i < 10; i++) {
        assertThat(small.get("/").content().toString()).isEqualTo("hello");
      }
      assertThat(upstream.requests.stream().filter(head -> head.startsWith("POST"))).hasSize(2);
      assertThat(small.failure(post(Pieces.dripping(vertx)))).isInstanceOf(Failure.Shed.class);
      assertThat(uploads).hasSize(4);
    }
  }

  @Test
  void hundredIsToldOnlyToWhoExpectsIt() {
    upstream.now(says(head("HTTP/1.1 100 Continue") + ok("x")));
    List<ResponseHead> interim = new ArrayList<>();
    for (FieldList fields : List.of(FieldList.of("Expect", "100-continue"), FieldList.empty())) {
      loop.send(new SourceRequest(new RequestHead("GET", "/", fields), "/", null, interim::add));
    }
    assertThat(interim).containsExactly(new ResponseHead(100, FieldList.empty()));
  }

  @Test
  void fieldThatWouldSplitTheRequestIsRefused() {
    for (SourceRequest bad :
        List.of(
            request("GET", "/ HTTP/1.1\r\nX: "),
            request("GET /x", "/"),
            request("GET", "/", "X", "a\r\nY: b"),
            request("POST", "/", "Content-Length", "5"))) {
      assertThat(loop.failure(bad)).isInstanceOf(Failure.Malformed.class);
    }
    assertThat(upstream.requests).isEmpty();
    assertThat(loop.get("/").status()).isEqualTo(200);
  }
}
