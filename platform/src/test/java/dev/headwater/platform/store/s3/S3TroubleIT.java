package dev.headwater.platform.store.s3;

import static dev.headwater.platform.store.s3.ScriptedServer.DATED;
import static dev.headwater.platform.store.s3.ScriptedServer.nothing;
import static dev.headwater.platform.store.s3.ScriptedServer.says;
import static dev.headwater.platform.store.s3.ScriptedServer.thenCloses;
import static dev.headwater.platform.store.s3.ScriptedServer.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.platform.store.ByteRange;
import dev.headwater.platform.store.OneContext;
import dev.headwater.platform.store.RangedRead;
import dev.headwater.platform.store.StoreException;
import dev.headwater.platform.store.StoreException.Reason;
import dev.headwater.platform.store.StoredObject;
import dev.headwater.platform.store.s3.ScriptedServer.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of reads and writes when the server, or the way to it, is in trouble. */
class S3TroubleIT {
  private static final Map<String, String> IMPATIENT =
      Map.of(
          "limits.attempt-timeout", "200ms",
          "limits.first-byte-timeout", "600ms",
          "limits.stall-timeout", "200ms");

  private final Vertx vertx = Vertx.vertx();
  private final OneContext context = new OneContext(vertx);
  private final CountingListener heard = new CountingListener();

  @AfterEach
  void closeVertx() {
    context.await(vertx::close);
  }

  @Test
  void aReadIsRetriedAfterA503() {
    ScriptedServer server =
        listen(whole(503, "<Error><Code>SlowDown</Code></Error>"), whole(200, "hello"));
    assertThat(read(open(server))).hasToString("hello");
    assertThat(heard.of("retry")).isEqualTo(1);
    assertThat(heard.of("GET")).isEqualTo(2);
  }

  @Test
  void aServerThatGoesOnFailingIsGivenUp() {
    S3Store store = open(listen(whole(503, "<Error><Code>SlowDown</Code></Error>")));
    assertFails(Reason.UNAVAILABLE, "503 SlowDown", () -> read(store));
    assertThat(heard.of("GET")).isBetween(2, 4);
    assertThat(heard.of("UNAVAILABLE")).isEqualTo(1);
  }

  @Test
  void aServerInTroubleIsNotAskedManyTimesOver() {
    S3Store store = open(listen(whole(503, "")));
    context.await(() -> {
      List<Future<?>> reads = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        reads.add(store.open("a"));
      }
      return Future.join(reads).otherwiseEmpty();
    });
    assertThat(heard.of("GET")).isBetween(201, 240);
    assertThat(heard.of("UNAVAILABLE")).isEqualTo(200);
  }

  @Test
  void aRefusalIsNotRetried() {
    S3Store store = open(listen(whole(400, "<Error><Code>InvalidRequest</Code></Error>")));
    assertFails(Reason.REFUSED, "400 InvalidRequest", () -> read(store));
    assertThat(heard.of("GET")).isEqualTo(1);
  }

  @Test
  void aConnectionThatClosesWithoutAnAnswerIsRetried() {
    S3Store store = open(listen(thenCloses(nothing()), whole(200, "hello")));
    assertThat(read(store)).hasToString("hello");
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true"})
  void forbiddenMeansAbsentOnlyToARoleThatMayNotList(String listPermitted, boolean isAbsent) {
    S3Store store =
        open(
            listen(whole(403, "<Error><Code>AccessDenied</Code></Error>")),
            Map.of("list-permitted", listPermitted));
    if (isAbsent) {
      assertThat(context.await(() -> store.open("a"))).isEmpty();
    } else {
      assertFails(Reason.REFUSED, "403 AccessDenied", () -> context.await(() -> store.open("a")));
    }
  }

  @Test
  void aServerThatHangsIsATimeout() {
    S3Store store = open(listen(nothing()), IMPATIENT);
    assertFails(Reason.TIMEOUT, "no answer within", () -> read(store));
    assertThat(heard.of("GET")).isBetween(2, 4);
  }

  @Test
  void whatFollowsATimeLimitRunsOnTheCallersContext() {
    S3Store store = open(listen(nothing()));
    boolean stayed =
        context.await(() -> {
          Thread caller = Thread.currentThread();
          return store
              .open("a")
              .timeout(50, TimeUnit.MILLISECONDS)
              .transform((_, _) -> Future.succeededFuture(Thread.currentThread().equals(caller)));
        });
    assertThat(stayed).isTrue();
  }

  @Test
  void aHangingReadIsWonByItsHedge() {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      answers.add(whole(200, "quick"));
    }
    answers.add(nothing());
    answers.add(whole(200, "hedge"));
    ScriptedServer server = listen(answers.toArray(Answer[]::new));
    S3Store store = open(server, Map.of("limits.hedge-floor", "300ms"));
    for (int i = 0; i < 60; i++) {
      assertThat(read(store)).hasToString("quick");
    }
    assertThat(heard.of("hedge")).isZero();
    assertThat(read(store)).hasToString("hedge");
    assertThat(heard.of("hedge")).isEqualTo(1);
    assertThat(heard.of("retry")).isZero();
    awaitThat(() -> server.openConnections() == 1); // that of the slow one is reset
  }

  @Test
  void aCutBodyFails() {
    S3Store store =
        open(
            listen(
                thenCloses(says("HTTP/1.1 200 OK", DATED + "Content-Length: 1000", "", "half"))));
    assertFails(Reason.UNAVAILABLE, "the body was cut", () -> read(store));
    assertThat(heard.of("UNAVAILABLE")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "200, 'Content-Length: 5'", // RFC 9110, section 15.3.7: only a 206 is partial
    "206, 'Content-Length: 5'",
    "206, 'Content-Length: 5|Content-Range: bytes 11-15/100'",
    "206, 'Content-Length: 5|Content-Range: bytes 10-13/100'",
    "206, 'Content-Length: 5|Content-Range: bytes 10-14/*'",
    "206, 'Content-Length: 5|Content-Range: bytes 10-14/14'",
    "206, 'Content-Length: 5|Content-Range: bytes 10-14/13'",
    "206, 'Content-Length: 4|Content-Range: bytes 10-14/100'",
    "206, 'Content-Length: 5|Content-Range: bytes 14-10/100'",
    "206, 'Content-Length: 5|Content-Range: nonsense'"
  })
  void anAnswerToARangeThatIsNotThatRangeIsMalformed(int status, String fields) {
    ScriptedServer server =
        listen(says("HTTP/1.1 " + status + " S", DATED + fields.replace("|", "\r\n"), "", "hello"));
    S3Store store = open(server);
    assertFails(
        Reason.MALFORMED, "", () -> context.await(() -> store.open("a", new ByteRange(10, 5))));
    assertThat(server.requests().getFirst()).containsIgnoringCase("range: bytes=10-14\r\n");
    awaitThat(() -> server.openConnections() == 0);
  }

  @ParameterizedTest
  @CsvSource({"3, more", "1, less"})
  void aChunkedBodyOfAnotherLengthThanItsRangeIsMalformed(int chunks, String word) {
    String[] lines = {
      "HTTP/1.1 206 S", DATED + "Transfer-Encoding: chunked\r\nContent-Range: bytes 0-9/100", ""
    };
    List<String> all = new ArrayList<>(Arrays.asList(lines));
    for (int i = 0; i < chunks; i++) {
      all.addAll(List.of("5", "hello"));
    }
    all.addAll(List.of("0", "", ""));
    S3Store store = open(listen(says(all.toArray(String[]::new))));
    assertFails(
        Reason.MALFORMED,
        word.equals("more") ? "more than the announced 10" : "5 bytes of 10",
        () ->
            context.await(() ->
                store
                    .open("a", new ByteRange(0, 10))
                    .compose(read -> OneContext.read(((RangedRead.Found) read).object()))));
  }

  @Test
  void anObjectWithoutAValidatorIsMalformed() {
    S3Store store = open(listen(says("HTTP/1.1 200 OK", "Content-Length: 5", "", "hello")));
    assertFails(Reason.MALFORMED, "ETag", () -> read(store));
  }

  @Test
  void aBodyThatTricklesWithoutEndIsGivenUp() {
    Answer trickle =
        (_, connection) -> {
          connection.write("HTTP/1.1 200 OK\r\n" + DATED + "Content-Length: 1000000\r\n\r\n");
          long timer = vertx.setPeriodic(20, _ -> connection.write("x"));
          connection.closeHandler(_ -> vertx.cancelTimer(timer));
        };
    S3Store store = open(listen(trickle), IMPATIENT);
    assertFails(Reason.TIMEOUT, "stands still", () -> read(store));
  }

  @Test
  void aReaderThatPausesIsNoStall() {
    S3Store store = open(listen(whole(200, "x".repeat(100_000))), IMPATIENT);
    StoredObject object = context.await(() -> store.open("a")).orElseThrow();
    pause(500);
    assertThat(context.await(() -> OneContext.read(object)).length()).isEqualTo(100_000);
  }

  @Test
  void aBodyThatNobodyReadsHoldsTheServerUp() {
    AtomicBoolean isSent = new AtomicBoolean();
    Answer large =
        (_, connection) -> {
          connection.write("HTTP/1.1 200 OK\r\n" + DATED + "Content-Length: 67108864\r\n\r\n");
          connection.write(Buffer.buffer(new byte[64 << 20])).onSuccess(_ -> isSent.set(true));
        };
    S3Store store = open(listen(large));
    StoredObject object = context.await(() -> store.open("a")).orElseThrow();
    pause(500);
    assertThat(isSent).isFalse();
    assertThat(context.await(() -> OneContext.read(object)).length()).isEqualTo(64 << 20);
    awaitThat(isSent::get);
  }

  @Test
  void anObjectClosedBeforeItsEndGivesItsConnectionUp() {
    ScriptedServer server =
        listen(says("HTTP/1.1 200 OK", DATED + "Content-Length: 1000", "", "half"));
    S3Store store = open(server, Map.of("limits.connections", "1"));
    for (int i = 0; i < 5; i++) {
      StoredObject object = context.await(() -> store.open("a")).orElseThrow();
      context.await(object::close);
    }
    awaitThat(() -> server.openConnections() == 0);
  }

  @Test
  void connectionsAreUsedAgain() {
    ScriptedServer server = listen(whole(200, "hello"));
    S3Store store = open(server);
    for (int i = 0; i < 5; i++) {
      read(store);
    }
    assertThat(server.openConnections()).isEqualTo(1);
  }

  @Test
  void aConnectionThatComesTooLateIsNotLost() {
    Map<String, String> narrow = new TreeMap<>(IMPATIENT);
    narrow.put("limits.connections", "1");
    S3Store store =
        open(listen(nothing(), nothing(), nothing(), nothing(), whole(200, "hello")), narrow);
    context.await(() ->
        Future.join(IntStream.range(0, 20).mapToObj(_ -> reading(store)).toList())
            .otherwiseEmpty());
    assertThat(read(store)).hasToString("hello");
  }

  @Test
  void whoeverFindsTooManyWaitingIsToldAtOnce() {
    Map<String, String> small =
        Map.of(
            "limits.connections", "1",
            "limits.waiting", "1",
            "limits.attempt-timeout", "300ms",
            "limits.first-byte-timeout", "300ms");
    S3Store store = open(listen(nothing()), small);
    context.await(
        () -> Future.join(store.open("a"), store.open("b"), store.open("c")).otherwiseEmpty());
    assertThat(heard.of("BUSY")).isPositive();
    assertThat(heard.of("BUSY") + heard.of("TIMEOUT")).isEqualTo(3);
  }

  @Test
  void aCompletionThatFailsUnderA200IsAFailureAndLeavesNoParts() {
    HttpServer server =
        context.await(() ->
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> request.body().onSuccess(_ -> request.response().end(step(request))))
                .listen(0, "127.0.0.1"));
    URI endpoint = URI.create("http://127.0.0.1:" + server.actualPort());
    S3Store store =
        S3Store.open(vertx, S3Bucket.at(endpoint, Map.of("part-size", "5MiB")), Map.of(), heard);
    assertFails(
        Reason.MALFORMED,
        "InternalError",
        () -> context.await(() -> store.write("a", new ZeroStream(vertx, 6 << 20))));
    assertThat(heard.of("PUT")).isEqualTo(4);
    assertThat(heard.of("DELETE")).isEqualTo(1);
  }

  private static String step(HttpServerRequest request) {
    request.response().putHeader("ETag", "\"part\"");
    return switch (request.method().name()) {
      case "POST" ->
          request.params().contains("uploads")
              ? "<R><UploadId>u1</UploadId></R>"
              : "<Error><Code>InternalError</Code></Error>";
      default -> "";
    };
  }

  @Test
  void aListWithADocumentTypeIsMalformed() {
    String bomb =
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">]><ListBucketResult>"
            + "<Contents><Key>&a;</Key></Contents></ListBucketResult>";
    S3Store store = open(listen(whole(200, bomb)));
    assertFails(Reason.MALFORMED, "no list", () -> context.await(() -> store.list("a")));
  }

  private ScriptedServer listen(Answer... answers) {
    return context.await(() -> ScriptedServer.listen(vertx, answers));
  }

  private S3Store open(ScriptedServer server) {
    return open(server, Map.of());
  }

  private S3Store open(ScriptedServer server, Map<String, String> more) {
    return S3Store.open(vertx, S3Bucket.at(server.endpoint(), more), Map.of(), heard);
  }

  private Buffer read(S3Store store) {
    return context.await(() -> reading(store));
  }

  private static Future<Buffer> reading(S3Store store) {
    return store.open("a").compose(object -> OneContext.read(object.orElseThrow()));
  }

  private static void assertFails(Reason reason, String message, ThrowingCallable step) {
    assertThatThrownBy(step)
        .cause()
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(message)
        .extracting(failure -> ((StoreException) failure).reason())
        .isEqualTo(reason);
  }

  private void pause(long millis) {
    Promise<Void> pause = Promise.promise();
    vertx.setTimer(millis, _ -> pause.complete());
    context.await(pause::future);
  }

  private void awaitThat(BooleanSupplier fact) {
    Promise<Void> seen = Promise.promise();
    long timer =
        vertx.setPeriodic(
            5,
            _ -> {
              if (fact.getAsBoolean()) {
                seen.tryComplete();
              }
            });
    context.await(() -> seen.future().onComplete(_ -> vertx.cancelTimer(timer)));
  }
}
