package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.Node.Answer;
import dev.headwater.platform.publication.Publication.Visibility;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions of a node by how its viewers ask: what they write, over which protocol, from where. */
class FunctionViewersIT {
  /** Far more than a call takes on a machine that is busy. */
  private static final String LONG = "1s";

  private static final Path SHARED =
      Path.of(System.getProperty("headwater.root", ".."))
          .resolve("cdn-config/src/main/resources/dev/headwater/cdnconfig/functions");

  @TempDir Path folder;
  private final Upstream upstream =
      new Upstream(Upstream.says("of the upstream", "Cache-Control", "max-age=60"));

  @AfterEach
  void stop() {
    upstream.close();
  }

  /** The settings of functions: their events and files in turn. */
  private static Map<String, String> functions(String... eventsAndFiles) {
    Map<String, String> settings = new HashMap<>(Map.of("memory.max-size", "16MiB"));
    for (int i = 0; i < eventsAndFiles.length; i += 2) {
      String function = "functions[%d].".formatted(i / 2);
      settings.put(function + "name", "f" + i / 2);
      settings.put(function + "time-limit", LONG);
      settings.put(function + "event", eventsAndFiles[i]);
      settings.put(function + "file", eventsAndFiles[i + 1]);
    }
    return settings;
  }

  private Node edge(Map<String, String> settings) {
    settings.put("policy", "honour-upstream");
    return Node.edge(upstream.port(), settings);
  }

  private String file(String name, String source) {
    try {
      return Files.writeString(folder.resolve(name), source).toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A target means one thing to functions and to the node. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/vod/t1/e1/index.m3u8",
        "/%76od/t1/e1/index.m3u8",
        "/t/a.b.c/vod/t1/e1/index.m3u8",
        "/%74/a.b.c/vod/t1/e1/index.m3u8",
        "http://localhost/vod/t1/e1/index.m3u8",
        "http://localhost?a=/vod/t1/e1/index.m3u8",
        "http://localhost#/vod/t1/e1/index.m3u8",
      })
  void nobodyWalksAroundACountry(String target) throws IOException {
    String file =
        file(
            "geo.js",
            "const configuration = {field: 'country', rules: [{path: '/vod/t1/', allow: ['DE']}]};"
                + Files.readString(SHARED.resolve("geo.js")));
    try (Node node = new Node(folder, functions("viewer-request", file))) {
      node.publish("t1", "e1", Visibility.PUBLIC);
      node.put("vod/t1/e1/index.m3u8", Buffer.buffer("#EXTM3U").getBytes());
      Answer refused = node.get(target, "Country", "US");
      assertThat(refused.status()).isIn(404, 451);
      assertThat(refused.body().toString()).doesNotContain("#EXTM3U");
      assertThat(node.get("/vod/t1/e1/index.m3u8", "Country", "DE").status()).isEqualTo(200);
    }
  }

  @Test
  void aStreamOfHttp2IsOneRequest() {
    String before =
        file(
            "before.js",
            """
            function handler(event) {
              var request = event.request;
              if (request.uri === '/no') {
                return {statusCode: 403, headers: {'x-host': request.headers.host}, body: 'no'};
              }
              request.headers['x-cookies'] = {value: Object.keys(request.cookies).join()};
              request.uri = '/other';
              return request;
            }
            """);
    String after =
        file(
            "after.js",
            """
            function handler(event) {
              var response = event.response;
              response.headers['x-seen'] = {value: Object.keys(event.request.headers).sort().join()};
              response.cookies.a = {value: 'b'};
              return response;
            }
            """);
    try (Node node = edge(functions("viewer-request", before, "viewer-response", after))) {
      HttpClientResponse answer = overHttp2(node, "/a?b=c");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.getHeader("x-seen")).isEqualTo("host,x-cookies,x-one");
      assertThat(answer.getHeader("set-cookie")).isEqualTo("a=b");
      assertThat(upstream.requests.getLast().uri()).isEqualTo("/other?b=c");
      assertThat(upstream.asked("X-Cookies")).isEqualTo("a,c");
      HttpClientResponse refused = overHttp2(node, "/no");
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.getHeader("x-host")).isEqualTo("127.0.0.1:" + node.port());
      assertThat(refused.getHeader("content-length")).isEqualTo("2");
    }
  }

  private HttpClientResponse overHttp2(Node node, String target) {
    HttpClient client =
        upstream
            .vertx()
            .createHttpClient(
                new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false));
    RequestOptions options =
        new RequestOptions()
            .setHost("127.0.0.1")
            .setPort(node.port())
            .setURI(target)
            .addHeader("Cookie", "a=b; c=d")
            .addHeader("X-One", "1");
    return Node.await(client.request(options).compose(HttpClientRequest::send));
  }

  /** What a function says differs by page is not for all pages. */
  @Test
  void aPreflightThatAFunctionRefusesIsRefused() throws IOException {
    String file =
        file(
            "cors.js",
            "const configuration = {origins: ['https://example.org'], maxAgeSeconds: 5};"
                + Files.readString(SHARED.resolve("cors.js")));
    try (Node node = edge(functions("viewer-request", file, "viewer-response", file))) {
      assertThat(allowed(node, HttpMethod.OPTIONS, "https://example.com")).isEmpty();
      assertThat(allowed(node, HttpMethod.GET, "https://example.com")).isEmpty();
      assertThat(allowed(node, HttpMethod.OPTIONS, "https://example.org"))
          .isEqualTo("https://example.org");
      assertThat(allowed(node, HttpMethod.GET, "https://example.org"))
          .isEqualTo("https://example.org");
    }
  }

  private static String allowed(Node node, HttpMethod method, String page) {
    Answer answer = node.send(method, "/a", "Origin", page, "Access-Control-Request-Method", "GET");
    return answer.header("Access-Control-Allow-Origin");
  }
}
