package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.Node.Answer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A node in the edge role that honours its upstream: what client and upstream see. */
class EdgeRoleIT {
  private static final String MINUTE = "max-age=60";
  private static final Map<String, String> SETTINGS =
      Map.of("policy", "honour-upstream", "memory.max-size", "16MiB");

  private final Upstream upstream = new Upstream(Upstream.says("hello", "Cache-Control", MINUTE));
  private final Node edge = Node.edge(upstream.port(), SETTINGS);

  @AfterEach
  void stop() {
    edge.close();
    upstream.close();
  }

  @Test
  void whatTheUpstreamSaysIsHandedOnAndKept() {
    Answer first = edge.get("/a?q=1");
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.body()).hasToString("hello");
    assertThat(first.header("Cache-Control")).isEqualTo(MINUTE);
    assertThat(first.header("Via")).contains("headwater");
    assertThat(first.header("Cache-Status")).startsWith("Headwater;fwd=uri-miss;stored");

    Answer second = edge.get("/a?q=1");
    assertThat(second.body()).hasToString("hello");
    assertThat(second.header("Age")).matches("\\d+");
    assertThat(second.header("Cache-Status")).startsWith("Headwater;hit;ttl=");
    assertThat(edge.get("/a?q=2").header("Cache-Status")).contains("uri-miss");
    assertThat(upstream.requests).hasSize(2);
  }

  @Test
  void theUpstreamLearnsOfTheWayHere() {
    edge.get("/a", "X-Own", "1", "Connection", "X-Hop", "X-Hop", "2");
    assertThat(upstream.asked("Via")).isEqualTo("1.1 headwater");
    assertThat(upstream.asked("CDN-Loop")).startsWith("headwater;node=");
    assertThat(upstream.asked("X-Forwarded-For")).isEqualTo("127.0.0.1");
    assertThat(upstream.asked("X-Own")).isEqualTo("1");
    assertThat(upstream.asked("X-Hop")).isEmpty();
  }

  @Test
  void theFieldForCdnsOverrulesTheOneForAll() {
    upstream.now(
        Upstream.says("for us", "Cache-Control", "no-store", "CDN-Cache-Control", "max-age=60"));
    edge.get("/a");
    Answer hit = edge.get("/a");
    assertThat(hit.header("Cache-Status")).contains(";hit;");
    assertThat(hit.header("Cache-Control")).isEqualTo("no-store");
    upstream.now(
        Upstream.says("not for us", "Cache-Control", MINUTE, "CDN-Cache-Control", "no-store"));
    edge.get("/b");
    assertThat(edge.get("/b").header("Cache-Status")).doesNotContain("hit");
  }

  @Test
  void eachRequestGetsTheVariantThatItSelects() {
    upstream.now(request ->
        Upstream.says("in " + request.getHeader("X-Own"), "Cache-Control", MINUTE, "Vary", "X-Own")
            .handle(request));
    for (String own : List.of("a", "b", "a", "b")) {
      assertThat(edge.get("/v", "X-Own", own).body()).hasToString("in " + own);
    }
    assertThat(upstream.requests).hasSize(2);
  }

  @Test
  void earlyHintsAreRelayed() {
    upstream.now(request ->
        request
            .response()
            .writeEarlyHints(MultiMap.caseInsensitiveMultiMap().add("Link", "</style.css>"))
            .onComplete(_ -> Upstream.says("later").handle(request)));
    Promise<String> hints = Promise.promise();
    Answer answer =
        Node.await(
            edge.send(
                new RequestOptions().setPort(edge.port()).setURI("/hints"),
                request ->
                    request
                        .earlyHintsHandler(fields -> hints.tryComplete(fields.get("Link")))
                        .send()));
    assertThat(answer.body()).hasToString("later");
    assertThat(Node.await(hints.future())).isEqualTo("</style.css>");
  }

  @Test
  void contentOfARequestReachesTheUpstreamAsItCame() {
    byte[] content = new byte[5_000_000];
    new Random(1).nextBytes(content);
    upstream.now(request -> request.body().onSuccess(body -> request.response().end(body)));
    Answer echo =
        Node.await(
            edge.send(
                new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setPort(edge.port())
                    .setURI("/echo"),
                request -> request.send(Buffer.buffer(content))));
    assertThat(echo.status()).isEqualTo(200);
    assertThat(echo.body().getBytes()).isEqualTo(content);
    assertThat(echo.header("Cache-Status")).contains("fwd=method");
  }

  @Test
  void contentOfARequestIsStreamed() {
    Promise<Buffer> firstPart = Promise.promise();
    upstream.now(request -> {
      request.handler(firstPart::tryComplete);
      request.endHandler(_ -> request.response().end("done"));
    });
    Answer answer =
        Node.await(
            edge.send(
                new RequestOptions()
                    .setMethod(HttpMethod.PUT)
                    .setPort(edge.port())
                    .setURI("/stream"),
                request -> {
                  request.setChunked(true).write("first");
                  firstPart.future().onSuccess(_ -> request.end("second"));
                  return request.response();
                }));
    assertThat(answer.body()).hasToString("done");
    assertThat(Node.await(firstPart.future())).hasToString("first");
  }

  /** The connection is used again: what nobody read of the first request lies before the second. */
  @ParameterizedTest
  @EnumSource(
      value = HttpVersion.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void contentThatNobodyReadHoldsUpNoOtherRequest(HttpVersion version) {
    HttpClient one =
        edge.vertx()
            .createHttpClient(
                new HttpClientOptions()
                    .setProtocolVersion(version)
                    .setHttp2ClearTextUpgrade(false)
                    .setDefaultHost("127.0.0.1")
                    .setDefaultPort(edge.port()),
                new PoolOptions().setHttp1MaxSize(1).setHttp2MaxSize(1));
    RequestOptions circle =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setURI("/a")
            .addHeader("CDN-Loop", "headwater, headwater, headwater, headwater, headwater");
    upstream.close();
    RequestOptions gone = new RequestOptions().setMethod(HttpMethod.POST).setURI("/a");
    for (RequestOptions refused : List.of(circle, gone, gone)) {
      int status =
          Node.await(
              one.request(refused)
                  .compose(request -> request.send(Buffer.buffer(new byte[3_000_000])))
                  .compose(response -> response.body().map(_ -> response.statusCode())));
      assertThat(status).isIn(503, 508);
    }
    int next =
        Node.await(
            one.request(HttpMethod.GET, "/b")
                .compose(request -> request.send())
                .map(HttpClientResponse::statusCode));
    assertThat(next).isEqualTo(503);
  }

  @Test
  void aRequestThatHasComeThroughTooOftenIsRefused() {
    Answer answer =
        edge.get("/a", "CDN-Loop", "headwater, other; x=1, headwater, headwater, headwater");
    assertThat(answer.status()).isEqualTo(508);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(upstream.requests).isEmpty();
  }

  /** The upstream sends everything back to the edge, as a wrong configuration would. */
  @Test
  void aCircleIsRefused() {
    HttpClient client = upstream.vertx().createHttpClient();
    upstream.now(request -> forward(client, request));
    for (String control : List.of("no-store", "max-age=0", "none")) {
      Answer answer = edge.get("/circle", "Cache-Control", control);
      assertThat(answer.status()).isEqualTo(508);
    }
    assertThat(upstream.requests).hasSize(3);
  }

  private void forward(HttpClient client, HttpServerRequest request) {
    RequestOptions options =
        new RequestOptions().setHost("127.0.0.1").setPort(edge.port()).setURI(request.uri());
    request.headers().forEach(options::addHeader);
    client
        .request(options)
        .compose(forwarded -> forwarded.send())
        .compose(response ->
            response
                .body()
                .compose(
                    body -> request.response().setStatusCode(response.statusCode()).end(body)));
  }

  @ParameterizedTest
  @CsvSource({
    "'HTTP/1.1 200 OK|Content-Length: 5|Content-Length: 6||hello', 502",
    "'HTTP/1.1 200 OK|Cache-Control: max-age=60|Transfer-Encoding: chunked||zz|', 502",
    "'HTTP/1.1 200 OK|Cache-Control: max-age=60|Content-Length: 5||', 502",
    "'nonsense||', 502",
    "'HTTP/1.1 304 Not Modified|ETag: \"1\"||', 502",
    "'HTTP/1.1 100 Continue||', 502",
    "'', 504",
  })
  void anAnswerThatIsNoneIsSaidAsAProblem(String answer, int status) {
    try (Node before = Node.edge(raw(answer), SETTINGS)) {
      Answer problem = before.get("/bad");
      assertThat(problem.status()).isEqualTo(status);
      assertThat(problem.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(before.metric("headwater_memory_entries", "")).isZero();
    }
  }

  @Test
  void contentThatIsCutOnTheWayIsCutHereToo() {
    try (Node before = Node.edge(raw("HTTP/1.1 200 OK|Content-Length: 9||hello"), SETTINGS)) {
      Future<Answer> cut = before.getLater("/cut");
      assertThat(
              Node.<Boolean>await(
                  cut.transform((_, cause) -> Future.succeededFuture(cause != null))))
          .isTrue();
      assertThat(before.metric("headwater_memory_entries", "")).isZero();
    }
  }

  /** The port of a server that says these bytes, lines ending in bars, and nothing more. */
  private int raw(String answer) {
    Buffer bytes = Buffer.buffer(answer.replace("|", "\r\n"));
    return Node.await(
            upstream
                .vertx()
                .createNetServer()
                .connectHandler(socket ->
                    socket.handler(_ -> {
                      if (bytes.length() > 0) {
                        socket.end(bytes);
                      }
                    }))
                .listen(0, "127.0.0.1"))
        .actualPort();
  }

  @Test
  void anUpstreamThatIsGoneIsSaidAsAProblem() {
    upstream.close();
    Answer problem = edge.get("/gone");
    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.header("Retry-After")).isNotEmpty();
    assertThat(problem.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void whatIsStaleIsServedWhereTheUpstreamIsGone() {
    upstream.now(
        Upstream.says("old", "Cache-Control", MINUTE + ", stale-if-error=600", "Age", "100"));
    assertThat(edge.get("/a").body()).hasToString("old");
    upstream.close();
    Answer answer = edge.get("/a");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).hasToString("old");
    assertThat(answer.header("Cache-Status")).contains("fwd=stale");
  }

  @Test
  void answersForOneClientAreNotGivenToOthers() {
    upstream.now(request ->
        Upstream.says("for " + request.getHeader("Cookie"), "Cache-Control", "private, max-age=60")
            .handle(request));
    List<Future<Answer>> answers =
        java.util.stream.IntStream.range(0, 50)
            .mapToObj(i -> edge.getLater("/mine", "Cookie", "id=" + i))
            .toList();
    Node.await(Future.all(answers));
    for (int i = 0; i < 50; i++) {
      assertThat(answers.get(i).result().body()).hasToString("for id=" + i);
    }
  }

  @Test
  void theAnswerToAGetWithContentIsForNobodyElse() {
    upstream.now(request ->
        request
            .body()
            .onSuccess(body ->
                Upstream.says("to <" + body + ">", "Cache-Control", MINUTE).handle(request)));
    Answer fat =
        Node.await(
            edge.send(
                new RequestOptions().setPort(edge.port()).setURI("/fat"),
                request -> request.send(Buffer.buffer("poison"))));
    assertThat(fat.body()).hasToString("to <poison>");
    assertThat(edge.get("/fat").body()).hasToString("to <>");
  }

  /** Longer than it may stand still, and than the first byte may take once all is sent. */
  @Test
  void anUploadMayTakeItsTime() {
    upstream.now(request -> request.body().onSuccess(_ -> request.response().end("done")));
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("source.upstream.stall-timeout", "3s");
    try (Node hasty = Node.edge(upstream.port(), settings)) {
      assertThat(slowUpload(hasty).body()).hasToString("done");
    }
  }

  private Answer slowUpload(Node node) {
    return Node.await(
        node.send(
            new RequestOptions().setMethod(HttpMethod.PUT).setPort(node.port()).setURI("/slow"),
            request -> {
              byte[] part = new byte[20_000];
              AtomicInteger parts = new AtomicInteger();
              request.setChunked(true).write(Buffer.buffer(part));
              node.vertx()
                  .setPeriodic(
                      400,
                      timer -> {
                        if (parts.incrementAndGet() < 11) {
                          request.write(Buffer.buffer(part));
                        } else {
                          node.vertx().cancelTimer(timer);
                          request.end();
                        }
                      });
              return request.response();
            }));
  }

  /** RFC 9112, section 6.3: nothing but the end of the connection ends it. */
  @ParameterizedTest
  @CsvSource({"''", "'Connection: keep-alive'"})
  void clientsOfOldGetContentOfUnknownLength(String field) {
    upstream.now(request -> {
      request.response().setChunked(true).write("one ");
      request.response().end("two");
    });
    Promise<String> all = Promise.promise();
    Buffer got = Buffer.buffer();
    upstream
        .vertx()
        .createNetClient()
        .connect(edge.port(), "127.0.0.1")
        .onSuccess(socket -> {
          socket.handler(got::appendBuffer);
          socket.endHandler(_ -> all.complete(got.toString()));
          socket.write("GET /old HTTP/1.0\r\n" + (field.isEmpty() ? "" : field + "\r\n") + "\r\n");
        });
    assertThat(Node.await(all.future()))
        .startsWith("HTTP/1.0 200")
        .doesNotContainIgnoringCase("transfer-encoding")
        .endsWith("\r\n\r\none two");
  }
}
