package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.yaml.PolicyReader;
import dev.headwater.edge.Node.Answer;
import dev.headwater.platform.publication.Publication.Visibility;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nodes whose policy has a header field and a cookie in the keys of posters, and of nothing else.
 */
class CountedFieldsIT {
  private static final String POSTER = "/vod/t1/e1/poster.jpg";
  private static final String PLAYLIST = "/vod/t1/e1/v/index.m3u8";

  /** What an upstream sees of what counts is what it answers. */
  private static final Handler<HttpServerRequest> WHO =
      request ->
          Upstream.says(
                  "device %s, cookie %s"
                      .formatted(request.getHeader("X-Device"), request.getHeader("Cookie")),
                  "CDN-Cache-Control",
                  "max-age=60")
              .handle(request);

  @TempDir Path folder;
  private final Upstream upstream = new Upstream(WHO);
  private Path policy;
  private Node edge;

  @BeforeEach
  void start() throws IOException {
    policy = folder.resolve("policy.yaml");
    Files.writeString(
        policy,
        PolicyReader.resource(PolicyReader.SHIPPED)
            .replace(
                "key: []\n    tags: [\"title-{title}\", \"pub-{title}-{epoch}\", \"kind-image\"]",
                "key: { headers: [{ name: X-Device, values: [tv, phone] }], cookies: [{ name:"
                    + " variant, values: [a, b] }] }\n"
                    + "    tags: [\"title-{title}\"]"));
    edge = edge(upstream.port());
  }

  @AfterEach
  void stop() {
    edge.close();
    upstream.close();
  }

  private Node edge(int port) {
    return Node.edge(port, Map.of("policy", policy.toString(), "memory.max-size", "16MiB"));
  }

  @Test
  void eachValueThatCountsHasACopyAndReachesTheSource() {
    for (int i = 0; i < 2; i++) {
      assertThat(edge.get(POSTER).body()).hasToString("device null, cookie null");
      assertThat(edge.get(POSTER, "X-Device", "tv").body()).hasToString("device tv, cookie null");
      assertThat(edge.get(POSTER, "x-device", "phone", "Cookie", "x=1; variant=b").body())
          .hasToString("device phone, cookie variant=b");
      assertThat(edge.get(POSTER, "Cookie", "variant=a; variant=b").body())
          .hasToString("device null, cookie variant=a");
    }
    assertThat(upstream.requests).hasSize(4);
    assertThat(edge.get(POSTER, "X-Device", "tv").header("Vary")).isEqualTo("X-Device, Cookie");
  }

  @ParameterizedTest
  @CsvSource({
    "X-Device, fridge",
    "X-Device, TV",
    "X-Device, 'tv, phone'",
    "X-Device, ''",
    "Cookie, variant=c",
    "Cookie, Variant=a",
    "Cookie, session=1",
    "Cookie, headwater_token=a.b.c",
    "X-Other, tv",
  })
  void anythingElseIsAsIfItWereNotThere(String name, String value) {
    edge.get(POSTER);
    Answer other = edge.get(POSTER, name, value);
    assertThat(other.body()).hasToString("device null, cookie null");
    assertThat(other.header("Cache-Status")).contains("hit");
    assertThat(upstream.requests).hasSize(1);
  }

  @Test
  void nobodyMakesUpKeys() {
    IntStream.range(0, 200)
        .forEach(i -> edge.get(POSTER, "X-Device", "tv" + i, "Cookie", "variant=" + i));
    assertThat(upstream.requests).hasSize(1);
  }

  /** Who asks that a field goes no further would else have the common answer kept under its key. */
  @Test
  void whatCountsReachesTheSourceThoughTheClientNamesItInConnection() {
    edge.get(POSTER, "X-Device", "tv", "Connection", "X-Device");
    assertThat(edge.get(POSTER, "X-Device", "tv").body()).hasToString("device tv, cookie null");
  }

  @Test
  void ofOtherKindsNothingCountsAndNothingIsPassedOn() {
    for (String device : List.of("tv", "phone", "")) {
      Answer answer = edge.get(PLAYLIST, "X-Device", device, "Cookie", "variant=a");
      assertThat(answer.body()).hasToString("device null, cookie null");
      assertThat(answer.header("Vary")).isEqualTo("Accept-Encoding");
    }
    assertThat(upstream.requests).hasSize(1);
  }

  @Test
  void anUpstreamThatSaysItItselfIsNotSaidTwice() {
    upstream.now(request ->
        Upstream.says("x", "CDN-Cache-Control", "max-age=60", "Vary", "x-device, cookie")
            .handle(request));
    assertThat(edge.get(POSTER, "X-Device", "tv").headers().getAll("Vary"))
        .containsExactly("x-device, cookie");
    edge.get(POSTER, "X-Device", "tv", "Cookie", "session=1");
    assertThat(upstream.requests).hasSize(1);
  }

  /** An edge before an edge: both have one idea of what counts. */
  @Test
  void aNodeBehindAnotherKeepsTheSame() {
    try (Node outer = edge(edge.port())) {
      for (int i = 0; i < 2; i++) {
        assertThat(outer.get(POSTER, "X-Device", "tv", "Cookie", "variant=a; y=z").body())
            .hasToString("device tv, cookie variant=a");
        assertThat(outer.get(POSTER, "X-Device", "tv" + i).body())
            .hasToString("device null, cookie null");
      }
      assertThat(edge.get(POSTER, "X-Device", "tv", "Cookie", "variant=a").header("Cache-Status"))
          .contains("hit");
      assertThat(upstream.requests).hasSize(2);
    }
  }

  @Test
  void anOriginTellsCachesWhatItsAnswersDifferBy() {
    Path store = folder.resolve("store");
    try (Node origin =
        new Node(store, Map.of("policy", policy.toString()))
            .publish("t1", "e1", Visibility.PUBLIC)
            .put(POSTER.substring(1), new byte[100])) {
      assertThat(origin.get(POSTER, "X-Device", "tv").header("Vary")).isEqualTo("X-Device, Cookie");
      assertThat(origin.get(POSTER, "X-Device", "tv").header("Cache-Status")).contains("hit");
    }
  }
}
