package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.Node.Answer;
import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.publication.Publication.Visibility;
import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One node on a directory, without Redis: what a client sees. */
class ServingIT {
  private static final byte[] SEGMENT = new byte[300_000];
  private static final String PLAYLIST = "#EXTM3U\n" + "#EXTINF:4.0,\n0.m4s\n".repeat(100);

  @TempDir static Path folder;
  private static Node node;

  @BeforeAll
  static void start() {
    new Random(1).nextBytes(SEGMENT);
    node = new Node(folder, Map.of());
    node.publish("t1", "e1", Visibility.PUBLIC)
        .put("vod/t1/e1/720p/0.m4s", SEGMENT)
        .put("vod/t1/e1/720p/1.m4s", SEGMENT)
        .put("vod/t1/e1/index.m3u8", PLAYLIST.getBytes(StandardCharsets.UTF_8))
        .publish("t2", "e1", Visibility.PRIVATE)
        .put("vod/t2/e1/720p/0.m4s", SEGMENT)
        .put("vod/t2/e1/index.m3u8", PLAYLIST.getBytes(StandardCharsets.UTF_8))
        .put("vod/t3/e1/index.m3u8", PLAYLIST.getBytes(StandardCharsets.UTF_8))
        .state("t4", "e1", Visibility.PUBLIC, Publication.State.RETIRED)
        .put("vod/t4/e1/index.m3u8", PLAYLIST.getBytes(StandardCharsets.UTF_8));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void theFirstRequestIsAStoredMissAndTheSecondAHitFromMemory() {
    Answer first = node.get("/vod/t1/e1/720p/1.m4s");
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("Cache-Status"))
        .startsWith("Headwater;fwd=uri-miss;stored;ttl=")
        .endsWith(";detail=source");
    Answer second = node.get("/vod/t1/e1/720p/1.m4s");
    assertThat(second.header("Cache-Status"))
        .startsWith("Headwater;hit;ttl=")
        .endsWith(";detail=memory");
    assertThat(second.body().getBytes()).isEqualTo(SEGMENT);
  }

  @Test
  void aSegmentSaysHowItMayBeCached() {
    Answer answer = node.get("/vod/t1/e1/720p/0.m4s");
    assertThat(answer.header("Content-Type")).isEqualTo("video/iso.segment");
    assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(answer.header("CDN-Cache-Control")).isEqualTo("max-age=31536000");
    assertThat(answer.header("Cache-Tag")).isEqualTo("title-t1,pub-t1-e1,kind-media-segment");
    assertThat(answer.header("Age")).matches("\\d+");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answer.header("Timing-Allow-Origin")).isEqualTo("*");
    assertThat(answer.header("Date")).endsWith("GMT");
    assertThat(answer.header("Vary")).isEmpty();
  }

  @Test
  void aValidatorSavesTheBody() {
    Answer whole = node.get("/vod/t1/e1/720p/0.m4s");
    Answer again = node.get("/vod/t1/e1/720p/0.m4s", "If-None-Match", whole.header("ETag"));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body().length()).isZero();
    assertThat(again.header("ETag")).isEqualTo(whole.header("ETag"));
    Answer dated =
        node.get("/vod/t1/e1/720p/0.m4s", "If-Modified-Since", whole.header("Last-Modified"));
    assertThat(dated.status()).isEqualTo(304);
  }

  @Test
  void aRangeIsAnsweredWithItsBytes() {
    Answer part = node.get("/vod/t1/e1/720p/0.m4s", "Range", "bytes=1000-1999");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.header("Content-Range")).isEqualTo("bytes 1000-1999/300000");
    assertThat(part.body().getBytes()).isEqualTo(Arrays.copyOfRange(SEGMENT, 1000, 2000));
    Answer past = node.get("/vod/t1/e1/720p/0.m4s", "Range", "bytes=300000-");
    assertThat(past.status()).isEqualTo(416);
    assertThat(past.header("Content-Range")).isEqualTo("bytes */300000");
  }

  @Test
  void headHasTheLengthWithoutTheBody() {
    Answer answer = node.head("/vod/t1/e1/720p/0.m4s");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Length")).isEqualTo("300000");
    assertThat(answer.body().length()).isZero();
  }

  @Test
  void aPlaylistIsCompressedForThoseWhoAcceptIt() throws IOException {
    Answer zipped = node.get("/vod/t1/e1/index.m3u8", "Accept-Encoding", "gzip, br");
    assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(zipped.header("Vary")).isEqualToIgnoringCase("Accept-Encoding");
    byte[] bytes =
        new GZIPInputStream(new ByteArrayInputStream(zipped.body().getBytes())).readAllBytes();
    assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(PLAYLIST);
    Answer plain = node.get("/vod/t1/e1/index.m3u8");
    assertThat(plain.header("Content-Encoding")).isEmpty();
    assertThat(plain.body().toString()).isEqualTo(PLAYLIST);
    assertThat(plain.header("ETag")).isNotEqualTo(zipped.header("ETag"));
  }

  @Test
  void aPrivateTitleOpensOnlyToItsToken() {
    String token = node.token("/vod/t2/e1/", Duration.ofHours(1));
    for (String path : new String[] {"/vod/t2/e1/index.m3u8", "/vod/t2/e1/720p/0.m4s"}) {
      Answer opened = node.get("/t/" + token + path);
      assertThat(opened.status()).isEqualTo(200);
      assertThat(opened.header("Cache-Control")).startsWith("private, ");
      assertThat(opened.header("CDN-Cache-Control")).isEqualTo("no-store");
      assertThat(node.get(path).status()).as("just cached: %s", path).isEqualTo(403);
      assertThat(node.get(path, "Cookie", "headwater_token=" + token).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"/vod/t1/e1/, PT1H", "/vod/t2/e1/, -PT30S", "/vod/t2/e, PT1H"})
  void aTokenThatIsForAnotherPathOrExpiredOpensNothing(String prefix, Duration life) {
    Answer answer = node.get("/t/" + node.token(prefix, life) + "/vod/t2/e1/index.m3u8");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void unknownVisibilityNeedsAToken() {
    assertThat(node.get("/vod/t3/e1/index.m3u8").status()).isEqualTo(403);
  }

  @Test
  void whatWasTakenDownIsGone() {
    assertThat(node.get("/vod/t4/e1/index.m3u8").status()).isEqualTo(410);
  }

  @ParameterizedTest
  @CsvSource({
    "/vod/nope/nope/index.m3u8, 404",
    "/vod/t1/e1/720p/999.m4s, 404",
    "/vod/t1/e1/publication.json, 404",
    "/vod/t1/e1/720p, 404",
    "/vod/../../etc/passwd, 400",
    "/vod/%2e%2e/%2e%2e/etc/passwd, 400",
    "/%00, 400",
    "/vod/%zz, 400",
    "/t/x, 400",
  })
  void whatIsNotThereIsSaidAsAProblem(String target, int status) {
    Answer answer = node.get(target);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.body().toJsonObject().getInteger("status")).isEqualTo(status);
  }

  @Test
  void namesThatNoStoreCanHoldDoNotTripTheBreaker() {
    for (int i = 0; i < 40; i++) {
      assertThat(node.get("/vod/" + "x".repeat(300) + i + "/e1/index.m3u8").status())
          .isEqualTo(404);
    }
    assertThat(node.metric("headwater_breaker_open", "of=\"source\"")).isZero();
  }

  @Test
  void aRequestThatIsNoHttpIsAnsweredAsAProblem() {
    Answer answer = node.get("/vod/t1/e1/index.m3u8", "X-Long", "x".repeat(20_000));
    assertThat(answer.status()).isEqualTo(431);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void anAbsenceHasALifetime() {
    assertThat(node.get("/vod/t1/e1/720p/998.m4s").header("Cache-Control"))
        .matches("public, max-age=(9|10)");
  }

  @Test
  void otherMethodsAreRefusedAndPreflightIsAnswered() {
    Answer post = node.send(HttpMethod.POST, "/vod/t1/e1/index.m3u8");
    assertThat(post.status()).isEqualTo(405);
    assertThat(post.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    Answer preflight =
        node.send(HttpMethod.OPTIONS, "/vod/t1/e1/index.m3u8", "Origin", "https://example.org");
    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.header("Access-Control-Allow-Methods")).contains("GET");
  }

  @Test
  void theAdminPortTellsHealthAndMetrics() {
    assertThat(node.admin("/health/live").status()).isEqualTo(200);
    assertThat(node.admin("/health/ready").status()).isEqualTo(200);
    assertThat(node.admin("/metrics").body().toString()).contains("headwater_requests_total");
    assertThat(node.admin("/").status()).isEqualTo(404);
  }
}
