package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the head of a request may and may not be, to the byte. */
class HeadCheckIT {
  private final Upstream upstream =
      new Upstream(Upstream.says("hello", "Cache-Control", "max-age=60"));
  private final Node edge =
      Node.edge(upstream.port(), Map.of("policy", "honour-upstream", "memory.max-size", "16MiB"));

  @AfterEach
  void stop() {
    edge.close();
    upstream.close();
  }

  /** All that comes back, once the edge has closed the connection. */
  private String answer(String head) {
    Promise<String> all = Promise.promise();
    Buffer got = Buffer.buffer();
    upstream
        .vertx()
        .createNetClient()
        .connect(edge.port(), "127.0.0.1")
        .onSuccess(socket -> {
          socket.handler(got::appendBuffer);
          socket.endHandler(_ -> all.complete(got.toString()));
          socket.write(head.replace("|", "\r\n") + "\r\nConnection: close\r\n\r\n");
        });
    return Node.await(all.future());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        // head, lines apart by bars ~ status ~ section of RFC 9112
        "GET /a HTTP/1.1|Host: a ~ 200 ~ 3.2",
        "GET /a HTTP/1.1|Host: a:8080 ~ 200 ~ 3.2",
        "GET /a HTTP/1.1|Host: [::1]:80 ~ 200 ~ 3.2",
        "GET /a HTTP/1.1|Host: ~ 200 ~ 3.2 of what has no authority",
        "GET /a HTTP/1.0|A: b ~ 200 ~ 3.2 there was none then",
        "GET /a HTTP/1.1|A: b ~ 400 ~ 3.2",
        "GET /a HTTP/1.1|Host: a|Host: b ~ 400 ~ 3.2",
        "GET /a HTTP/1.1|Host: a b ~ 400 ~ 3.2",
        "GET /a HTTP/1.1|Host: a/../b?x#y ~ 400 ~ 3.2",
        "GET /a HTTP/1.1|Host: u@a ~ 400 ~ 3.2",
        "GET /a HTTP/1.1|Host: a:99999 ~ 400 ~ 3.2",
        "GET * HTTP/1.1|Host: a ~ 400 ~ 3.2.4",
        "CONNECT a:1 HTTP/1.1|Host: a:1 ~ 405 ~ 3.2.3",
        "POST /a HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked ~ 501 ~ 6.1",
        "OPTIONS /a HTTP/1.1|Host: a|Max-Forwards: 0 ~ 204 ~ RFC 9110 7.6.2",
      })
  void aHeadThatIsNoneIsRefused(String head, int status, String section) {
    assertThat(answer(head))
        .as("RFC 9112, %s", section)
        .startsWith("HTTP/1.")
        .contains(" " + status + " ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "DELETE", "PUT", "POST", "OWN"})
  void whatHasNoContentGetsNoneOnTheWay(String method) {
    edge.send(HttpMethod.valueOf(method), "/a");
    assertThat(upstream.asked("Transfer-Encoding")).isEmpty();
    assertThat(upstream.asked("Content-Length")).isIn("", "0");
  }

  @Test
  void aStreamOfHttp2ThatEndsWithItsHeadHasNoContent() {
    HttpClient client =
        upstream
            .vertx()
            .createHttpClient(
                new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false));
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.DELETE)
            .setHost("127.0.0.1")
            .setPort(edge.port())
            .setURI("/a");
    int status =
        Node.await(
            client
                .request(options)
                .compose(request -> request.send())
                .map(response -> response.statusCode()));
    assertThat(status).isEqualTo(200);
    assertThat(upstream.asked("Transfer-Encoding")).isEmpty();
  }

  @Test
  void whatProxiesSayIsNotBelievedOfAnyone() {
    edge.get("/a", "X-Forwarded-Host", "evil.example", "Forwarded", "host=evil.example");
    assertThat(upstream.asked("X-Forwarded-Host")).isEmpty();
    assertThat(upstream.asked("Forwarded")).isEmpty();
  }
}
