package dev.headwater.cdnconfig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.yaml.PolicyReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HEAD, ranges, slices, codings and fields for pages, of the real nginx. */
class NginxFieldsIT {
  private static final String SEGMENT = "/vod/t1/e1/v/0.m4s";
  private static final String PLAYLIST = "/vod/t1/e1/v/index.m3u8";
  private static final String WHOLE = new String(MediaOrigin.segment("1"), StandardCharsets.UTF_8);

  private MediaOrigin origin;
  private CdnUnderTest cdn;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    origin = new MediaOrigin();
    Secrets.write(folder);
    cdn = new CdnUnderTest(Cdn.NGINX, PolicyReader.shipped(), origin.address(), folder);
  }

  @AfterEach
  void stop() {
    if (cdn != null) {
      cdn.close();
    }
    origin.close();
  }

  @Test
  void aSegmentIsKeptInSlicesAndAnsweredWhole() {
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> answer = cdn.get(SEGMENT);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Length"))
          .hasValue("" + MediaOrigin.SEGMENT_BYTES);
      assertThat(answer.body().equals(WHOLE)).isTrue();
    }
    assertThat(origin.asked(SEGMENT).stream().map(one -> one.fields().getFirst("Range")))
        .containsExactly("bytes=0-2097151", "bytes=2097152-4194303", "bytes=4194304-6291455");
  }

  @Test
  void aCrowdThatWantsASegmentAsksForEachSliceOnce() {
    List<CompletableFuture<HttpResponse<String>>> crowd =
        IntStream.range(0, 8).mapToObj(_ -> cdn.ask(SEGMENT)).toList();
    assertThat(crowd).allMatch(one -> one.join().body().equals(WHOLE));
    assertThat(origin.asked(SEGMENT)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {SEGMENT, "/live/c1/v/1-2.m4s", "/t/TOKEN/vod/closed/e1/v/0.m4s"})
  void rangesAreAnsweredFromWhatIsKept(String path) {
    String shown = path.replace("TOKEN", SignedToken.of("/vod/closed/"));
    for (int i = 0; i < 2; i++) {
      range(shown, "bytes=0-9", 0, 10);
      range(shown, "bytes=2097150-2097159", 2097150, 2097160);
      range(shown, "bytes=-10", MediaOrigin.SEGMENT_BYTES - 10, MediaOrigin.SEGMENT_BYTES);
    }
    assertThat(cdn.get(shown, "Range", "bytes=9999999-").statusCode()).isEqualTo(416);
    assertThat(origin.asked(".m4s")).hasSizeLessThanOrEqualTo(4);
  }

  private void range(String path, String range, int from, int to) {
    HttpResponse<String> answer = cdn.get(path, "Range", range);
    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(WHOLE.substring(from, to));
    assertThat(answer.headers().firstValue("Content-Range"))
        .hasValue("bytes %d-%d/%d".formatted(from, to - 1, MediaOrigin.SEGMENT_BYTES));
  }

  @ParameterizedTest
  @ValueSource(strings = {SEGMENT, PLAYLIST, "/live/c1/v/1-2.m4s"})
  void headIsAnsweredFromWhatIsKept(String path) {
    HttpResponse<String> head = cdn.send("HEAD", path).join();
    HttpResponse<String> get = cdn.get(path);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Content-Length"))
        .isEqualTo(get.headers().firstValue("Content-Length"));
    assertThat(get.headers().firstValue("X-Cache")).hasValue("HIT");
  }

  @Test
  void copiesForThoseWhoTakeGzipAreOthers() {
    for (int i = 0; i < 2; i++) {
      assertThat(cdn.get(PLAYLIST).headers().firstValue("Content-Encoding")).isEmpty();
      for (String taken : List.of("gzip", "br, gzip;q=0.5", "GZIP")) {
        assertThat(
                cdn.get(PLAYLIST, "Accept-Encoding", taken)
                    .headers()
                    .firstValue("Content-Encoding"))
            .hasValue("gzip");
      }
      assertThat(
              cdn.get(PLAYLIST, "Accept-Encoding", "gzip;q=0")
                  .headers()
                  .firstValue("Content-Encoding"))
          .isEmpty();
    }
    assertThat(origin.asked(PLAYLIST)).hasSize(2);
  }

  @Test
  void pagesAndOthersHaveOneCopy() {
    HttpResponse<String> player = cdn.get(PLAYLIST);
    HttpResponse<String> page = cdn.get(PLAYLIST, "Origin", "https://example.org");
    HttpResponse<String> other = cdn.get(PLAYLIST, "Origin", "https://example.com");
    assertThat(List.of(player, page, other))
        .allSatisfy(one ->
            assertThat(one.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*"));
    assertThat(origin.asked(PLAYLIST)).hasSize(1);
    assertThat(origin.asked(PLAYLIST).getFirst().fields()).doesNotContainKey("Origin");
  }

  @Test
  void aPreflightRequestIsTheOriginsAndNoCopy() {
    HttpResponse<String> preflight =
        cdn.send(
                "OPTIONS",
                PLAYLIST,
                "Origin",
                "https://example.org",
                "Access-Control-Request-Method",
                "GET")
            .join();
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods")).isPresent();
    assertThat(cdn.get(PLAYLIST).statusCode()).isEqualTo(200);
  }

  @Test
  void aCopyIsValidatedByItsViewer() {
    String tag = cdn.get(PLAYLIST).headers().firstValue("ETag").orElseThrow();
    assertThat(cdn.get(PLAYLIST, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(origin.asked(PLAYLIST)).hasSize(1);
  }
}
