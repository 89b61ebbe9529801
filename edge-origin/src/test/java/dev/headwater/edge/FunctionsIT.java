package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.Node.Answer;
import dev.headwater.edge.function.WatModule;
import dev.headwater.platform.publication.Publication.Visibility;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions of a node in the edge role, by what its viewers and its upstream see. */
class FunctionsIT {
  private static final String HOP = "the-secret-of-a-hop-that-checks..";

  /** Far more than a call takes on a machine that is busy. */
  private static final String LONG = "1s";

  @TempDir Path folder;
  private final Upstream upstream =
      new Upstream(
          Upstream.says("of the upstream", "Cache-Control", "max-age=60", "ETag", "\"e1\""));

  @AfterEach
  void stop() {
    upstream.close();
  }

  /** A node with one function; settings by their keys and values in turn, the function's by its. */
  private Node node(String file, String... settings) {
    Map<String, String> values =
        new HashMap<>(
            Map.of(
                "policy", "honour-upstream",
                "memory.max-size", "16MiB",
                "functions[0].name", "f",
                "functions[0].file", file,
                "functions[0].time-limit", LONG));
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    return Node.edge(upstream.port(), values);
  }

  private String script(String body) {
    try {
      return Files.writeString(
              folder.resolve("f.js"), "function handler(event) {\n" + body + "\n}\n")
          .toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertFailed(Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.body().toJsonObject().getString("type")).endsWith("/function-failed");
  }

  @Test
  void aFunctionMayAnswerItself() {
    try (Node node =
        node(
            script(
                """
                if (event.request.uri === '/old') {
                  return {
                    statusCode: 301,
                    statusDescription: 'Moved Permanently',
                    headers: {location: {value: '/new'}, 'cache-control': {value: 'max-age=60'}},
                    cookies: {seen: {value: '1', attributes: 'Path=/; Secure'}},
                    body: {encoding: 'text', data: 'moved'}
                  };
                }
                return event.request;\
                """))) {
      Answer answer = node.get("/old");
      assertThat(answer.status()).isEqualTo(301);
      assertThat(answer.header("Location")).isEqualTo("/new");
      assertThat(answer.header("Cache-Control")).isEqualTo("max-age=60");
      assertThat(answer.header("Set-Cookie")).isEqualTo("seen=1; Path=/; Secure");
      assertThat(answer.body()).hasToString("moved");
      assertThat(node.head("/old").header("Content-Length")).isEqualTo("5");
      assertThat(upstream.requests).isEmpty();
      assertThat(node.get("/new").body()).hasToString("of the upstream");
      assertThat(node.metric("headwater_function_calls_total", "outcome=\"answered\""))
          .isEqualTo(2);
      assertThat(node.metric("headwater_function_calls_total", "outcome=\"passed\"")).isEqualTo(1);
    }
  }

  @Test
  void theUpstreamSeesWhatTheFunctionMadeOfTheRequest() {
    try (Node node =
        node(
            script(
                """
                var request = event.request;
                request.headers['x-viewer'] = {value: event.viewer.ip};
                delete request.headers['x-secret'];
                delete request.cookies.tracking;
                return request;\
                """))) {
      node.get(
          "/a?b=c&b=%20d&e", "X-Secret", "s", "X-Other", "o", "Cookie", "a=b; tracking=1; c=\"d\"");
      assertThat(upstream.requests.getLast().uri()).isEqualTo("/a?b=c&b=%20d&e");
      assertThat(upstream.asked("X-Viewer")).isEqualTo("127.0.0.1");
      assertThat(upstream.asked("X-Secret")).isEmpty();
      assertThat(upstream.asked("X-Other")).isEqualTo("o");
      assertThat(upstream.asked("Cookie")).isEqualTo("a=b; c=\"d\"");
    }
  }

  /** Viewers send what they like: it is no fault of the function. */
  @Test
  void whatAFunctionLeavesIsNotLookedAt() {
    try (Node node =
        node(script("event.request.headers.a = {value: 'b'}; return event.request;"))) {
      String cookies = "a[b]=c; d e=f; =g; h";
      Answer answer = node.get("/a?b=[c]|d&&e", "Cookie", cookies, "X-Odd", "\u00e9\t");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(upstream.requests.getLast().uri()).isEqualTo("/a?b=[c]|d&&e");
      assertThat(upstream.asked("Cookie")).isEqualTo(cookies);
      assertThat(upstream.asked("A")).isEqualTo("b");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost/a", "http://localhost?a=b", "http://localhost", "/#a"})
  void aFunctionRunsHoweverTheTargetIsWritten(String target) {
    try (Node node = node(script("return {statusCode: 403};"))) {
      assertThat(node.get(target).status()).isEqualTo(403);
    }
  }

  @Test
  void whatAFunctionMakesTheSameIsKeptOnce() {
    try (Node node =
        node(
            script(
                """
                var request = event.request;
                var lang = request.querystring.lang;
                request.querystring = lang ? {lang: {value: lang.value.toLowerCase()}} : {};
                request.uri = request.uri.toLowerCase();
                return request;\
                """))) {
      node.get("/Film?utm=1&lang=EN");
      Answer second = node.get("/film?lang=en&utm=2");
      assertThat(upstream.requests).hasSize(1);
      assertThat(upstream.requests.getLast().uri()).isEqualTo("/film?lang=en");
      assertThat(second.header("Cache-Status")).contains("hit");
    }
  }

  @ParameterizedTest
  @CsvSource({"GET,/a?b=c", "HEAD,/a", "POST,/a", "OPTIONS,/a"})
  void aFunctionThatChangesNothingChangesNothing(String method, String target) {
    try (Node node = node(script("return event.request;"))) {
      HttpMethod asked = HttpMethod.valueOf(method);
      RequestOptions options =
          new RequestOptions().setMethod(asked).setPort(node.port()).setURI(target);
      boolean sends = asked.equals(HttpMethod.POST);
      Answer answer =
          Node.await(
              node.send(
                  options,
                  request -> sends ? request.send(Buffer.buffer("content")) : request.send()));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(upstream.requests.getLast().method()).isEqualTo(asked);
      assertThat(upstream.requests.getLast().uri()).isEqualTo(target);
      assertThat(upstream.asked("Content-Length")).isEqualTo(sends ? "7" : "");
    }
  }

  @Test
  void aTokenThatIsCheckedByAFunctionIsTakenOffThePath() throws IOException {
    String source =
        """
        var crypto = require('crypto');
        function handler(event) {
          var request = event.request;
          var parts = request.uri.split('/');
          var path = '/' + parts.slice(2).join('/');
          var mac = crypto.createHmac('sha256', 'key').update(path).digest('base64url');
          if (parts[1] !== mac) {
            return {statusCode: 403, headers: {'cache-control': {value: 'no-store'}}};
          }
          request.uri = path;
          return request;
        }
        """;
    String file = Files.writeString(folder.resolve("token.js"), source).toString();
    try (Node node = node(file)) {
      // echo -n /vod/a | openssl dgst -sha256 -hmac key -binary | basenc --base64url
      String token = "ERigweHt0DXJp2ifeG2snxC2cte3n092TX2nFfccwwI";
      assertThat(node.get("/" + token + "/vod/b").status()).isEqualTo(403);
      assertThat(node.get("/vod/a").status()).isEqualTo(403);
      assertThat(upstream.requests).isEmpty();
      Answer answer = node.get("/" + token + "/vod/a");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(upstream.requests.getLast().uri()).isEqualTo("/vod/a");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "throw new Error('x');",
        "while (true) {}",
        "return handler(event);",
        "return {};",
        "event.request.method = 'PUT'; return event.request;",
        "event.request.headers.host = {value: 'other'}; return event.request;",
      })
  void aFunctionThatFailsIsAnsweredByPolicy(String body) {
    String file =
        script("if (event.request.uri === '/bad') { " + body + " } return event.request;");
    String[] limits = {
      "functions[0].max-statements", "10000000", "functions[0].time-limit", "200ms"
    };
    try (Node closed = node(file, limits)) {
      assertFailed(closed.get("/bad"));
      assertThat(upstream.requests).isEmpty();
      Node.until( // once it has rested, if it took long
          () -> closed.get("/good").status() == 200, () -> "not called any more");
    }
    try (Node open =
        node(file, "functions[0].on-failure", "open", limits[0], limits[1], limits[2], limits[3])) {
      assertThat(open.get("/bad").status()).isEqualTo(200);
      assertThat(upstream.requests.getLast().uri()).isEqualTo("/bad");
    }
  }

  /** More at once than the node would get through one after the other. */
  @Test
  void whatNeverEndsRestsAndLeavesTheNodeToOthers() {
    try (Node node =
        node(
            script("while (event.request.uri === '/bad') {} return event.request;"),
            "functions[0].paths",
            "/bad",
            "functions[0].time-limit",
            "100ms",
            "functions[0].max-statements",
            "2000000000")) {
      List<Future<Answer>> bad =
          IntStream.range(0, 200).mapToObj(_ -> node.getLater("/bad")).toList();
      List<Future<Answer>> good =
          IntStream.range(0, 50).mapToObj(i -> node.getLater("/good/" + i)).toList();
      good.forEach(each -> assertThat(Node.await(each).status()).isEqualTo(200));
      bad.forEach(each -> assertFailed(Node.await(each)));
      assertThat(node.metric("headwater_function_calls_total", "outcome=\"cut\"")).isPositive();
      assertThat(node.metric("headwater_function_calls_total", "outcome=\"resting\""))
          .isGreaterThan(100);
    }
  }

  @Test
  void anAnswerLeavesAsTheFunctionChangesIt() {
    try (Node node =
        node(
            script(
                """
                var response = event.response;
                response.headers['x-kind'] = {value: event.request.uri.slice(1)};
                response.headers['cache-control'] = {value: 'max-age=5'};
                delete response.headers['access-control-allow-origin'];
                response.cookies.a = {value: 'b', attributes: 'HttpOnly'};
                return response;\
                """),
            "functions[0].event",
            "viewer-response")) {
      for (Answer answer :
          List.of(
              node.get("/film"),
              node.get("/film"),
              node.get("/film", "Range", "bytes=0-1"),
              node.head("/film"),
              node.get("/film", "If-None-Match", "\"e1\""))) {
        assertThat(answer.header("X-Kind")).isEqualTo("film");
        assertThat(answer.header("Cache-Control")).isEqualTo("max-age=5");
        assertThat(answer.header("Set-Cookie")).isEqualTo("a=b; HttpOnly");
      }
      assertThat(node.get("/film", "Range", "bytes=0-1").body()).hasToString("of");
      assertThat(node.get("/film").body()).hasToString("of the upstream");
      assertThat(upstream.requests).as("what is kept is as it was").hasSize(1);
      upstream.now(request -> request.response().setStatusCode(404).end());
      assertThat(node.get("/none").headers().contains("X-Kind")).as("an error").isFalse();
      node.awaitQuiet();
    }
  }

  @Test
  void aStatusMayChangeWhereTheContentStaysTheSame() {
    try (Node node =
        node(
            script(
                "event.response.statusCode = Number(event.request.querystring.s.value); return event.response;"),
            "functions[0].event",
            "viewer-response")) {
      assertThat(node.get("/a?s=203").status()).isEqualTo(203);
      assertThat(node.get("/a?s=203").body()).hasToString("of the upstream");
      assertFailed(node.get("/a?s=204"));
      assertFailed(node.get("/a?s=304"));
      assertFailed(node.get("/a?s=203", "Range", "bytes=0-1"));
      node.awaitQuiet();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "throw new Error('x');",
        "return event.request;",
        "return {statusCode: 200, body: {encoding: null, data: 'x'}};",
        "event.response.headers['content-length'] = {value: '1'}; return event.response;",
        "event.response.body = 'other'; return event.response;",
      })
  void anAnswerThatCantBeChangedIsAnsweredByPolicy(String body) {
    String file = script(body);
    try (Node closed = node(file, "functions[0].event", "viewer-response")) {
      assertFailed(closed.get("/a"));
      assertFailed(closed.get("/a"));
      assertFailed(closed.get("/a", "Range", "bytes=0-1"));
      assertThat(closed.head("/a").status()).isEqualTo(503);
      closed.awaitQuiet(); // what was not sent was given back
    }
    try (Node open =
        node(file, "functions[0].event", "viewer-response", "functions[0].on-failure", "open")) {
      Answer answer = open.get("/a");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).hasToString("of the upstream");
    }
  }

  @Test
  void hopsThatCheckViewersAreNoViewers() {
    try (Node node = node(script("return {statusCode: 403};"), "hop.secrets", HOP)) {
      assertThat(node.get("/a").status()).isEqualTo(403);
      assertThat(node.get("/a", "Headwater-Hop", HOP).status()).isEqualTo(200);
      assertThat(node.get("/a", "Headwater-Hop", HOP + "x").status()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/vod/t1/e1/v/1.m4s,true",
    "/t/a.b.c/vod/t1/e1/v/1.m4s,true",
    "/%76od/t1/e1/v/1.m4s,true",
    "/vod/../vod/t1/e1/v/1.m4s,true",
    "/vod//t1/e1/v/1.m4s,true",
    "/vod/t1/e1/v/1.m4s?a=b,true",
    "/vod/t1/e1/v/init.mp4,false",
    "/live/c1/index.m3u8,true",
    "/live/c1/v/index.m3u8,true",
    "/lives/c1,false",
  })
  void aFunctionRunsForItsPathsHoweverTheyAreWritten(String path, boolean runs) {
    try (Node node =
        node(
            script("return {statusCode: 403};"),
            "functions[0].paths",
            "/vod/{title}/{epoch}/{rendition}/{n}.m4s, /live/*")) {
      assertThat(node.get(path).status()).isEqualTo(runs ? 403 : 200);
    }
  }

  @Test
  void functionsRunOneAfterTheOther() throws IOException {
    Path second =
        Files.writeString(
            folder.resolve("second.js"),
            "function handler(event) { event.request.uri += '/2'; return event.request; }");
    try (Node node =
        node(
            script("event.request.uri += '/1'; return event.request;"),
            "functions[1].name",
            "second",
            "functions[1].time-limit",
            LONG,
            "functions[1].file",
            second.toString())) {
      node.get("/a");
      assertThat(upstream.requests.getLast().uri()).isEqualTo("/a/1/2");
    }
  }

  @Test
  void aModuleOfWebAssemblyAnswers() throws IOException {
    WatModule.require();
    Path module = WatModule.assemble(folder, WatModule.example("docs/functions.md"));
    try (Node node = node(module.toString(), "functions[0].paths", "/old/*")) {
      Answer answer = node.get("/old/film");
      assertThat(answer.status()).isEqualTo(302);
      assertThat(answer.header("Location")).isNotEmpty();
      assertThat(node.get("/new/film").body()).hasToString("of the upstream");
    }
  }

  @Test
  void aNodeWithoutFunctionsLoadsNothingOfTheirEngines() throws IOException {
    Path loaded = folder.resolve("loaded");
    Process node =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + loaded,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.headwater.edge.cost.MeasuredNode",
                folder.toString(),
                "0",
                "memory.max-size=16MiB")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    try {
      Node.until(() -> has(loaded, "dev.headwater.edge.RequestPath "), () -> "not started");
      assertThat(has(loaded, " org.graalvm.")).isFalse();
      assertThat(has(loaded, " com.dylibso.")).isFalse();
    } finally {
      node.destroyForcibly();
    }
  }

  private static boolean has(Path file, String text) {
    try {
      return Files.exists(file) && Files.readString(file).contains(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aTitleOfTheOriginRoleIsAnsweredTheSameWay() {
    try (Node node =
        new Node(
            folder,
            Map.of(
                "memory.max-size", "16MiB",
                "functions[0].name", "f",
                "functions[0].time-limit", LONG,
                "functions[0].file",
                    script(
                        "event.response.headers['x-f'] = {value: event.context.eventType};"
                            + "return event.response;"),
                "functions[0].event", "viewer-response"))) {
      node.publish("t1", "e1", Visibility.PUBLIC);
      node.put("vod/t1/e1/index.m3u8", Buffer.buffer("#EXTM3U").getBytes());
      assertThat(node.get("/vod/t1/e1/index.m3u8").header("X-F")).isEqualTo("viewer-response");
      assertThat(node.get("/vod/t1/e1/index.m3u8").header("X-F")).isEqualTo("viewer-response");
      assertThat(new JsonObject(node.get("/vod/t1/e1/none.m4s").body()).getInteger("status"))
          .isEqualTo(404);
    }
  }
}
