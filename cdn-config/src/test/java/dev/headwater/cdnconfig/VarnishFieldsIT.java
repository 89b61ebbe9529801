package dev.headwater.cdnconfig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.yaml.PolicyReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HEAD, ranges, codings and fields for pages, of the real Varnish. */
class VarnishFieldsIT {
  private static final String SEGMENT = "/vod/t1/e1/v/0.m4s";
  private static final String PLAYLIST = "/vod/t1/e1/v/index.m3u8";
  private static final String WHOLE = new String(MediaOrigin.segment("1"), StandardCharsets.UTF_8);

  private MediaOrigin origin;
  private CdnUnderTest cdn;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    origin = new MediaOrigin();
    cdn = new CdnUnderTest(Cdn.VARNISH, PolicyReader.shipped(), origin.address(), folder);
  }

  @AfterEach
  void stop() {
    if (cdn != null) {
      cdn.close();
    }
    origin.close();
  }

  @Test
  void rangesAreAnsweredFromTheWholeSegment() {
    for (int i = 0; i < 2; i++) {
      range("bytes=0-9", 0, 10);
      range("bytes=2097150-2097159", 2097150, 2097160);
      range("bytes=-10", MediaOrigin.SEGMENT_BYTES - 10, MediaOrigin.SEGMENT_BYTES);
    }
    assertThat(cdn.get(SEGMENT, "Range", "bytes=9999999-").statusCode()).isEqualTo(416);
    assertThat(cdn.get(SEGMENT).body().equals(WHOLE)).isTrue();
    assertThat(origin.asked(SEGMENT)).hasSize(1);
    assertThat(origin.asked(SEGMENT).getFirst().fields()).doesNotContainKey("Range");
  }

  private void range(String range, int from, int to) {
    HttpResponse<String> answer = cdn.get(SEGMENT, "Range", range);
    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(WHOLE.substring(from, to));
    assertThat(answer.headers().firstValue("Content-Range"))
        .hasValue("bytes %d-%d/%d".formatted(from, to - 1, MediaOrigin.SEGMENT_BYTES));
  }

  @Test
  void headIsAnsweredFromWhatIsKept() {
    for (String path : List.of(SEGMENT, PLAYLIST, "/live/c1/v/1-2.m4s")) {
      HttpResponse<String> head = cdn.send("HEAD", path).join();
      HttpResponse<String> get = cdn.get(path);
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(get.body()).isNotEmpty();
      assertThat(get.headers().firstValue("X-Cache")).hasValue("HIT");
      assertThat(origin.asked(path)).extracting(MediaOrigin.Asked::method).containsExactly("GET");
    }
  }

  /** Varnish keeps what is compressed, and unpacks it for those who don't take that. */
  @Test
  void whoTakesNoGzipIsGivenNone() {
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> plain = cdn.get(PLAYLIST);
      assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
      assertThat(plain.body()).isEqualTo(PLAYLIST + " version 1");
      assertThat(coding("gzip")).isEqualTo("gzip");
      assertThat(coding("br, gzip;q=0.5")).isEqualTo("gzip");
      assertThat(coding("gzip;q=0")).isEmpty();
      assertThat(coding("br")).isEmpty();
    }
    assertThat(origin.asked(PLAYLIST)).hasSize(1);
  }

  private String coding(String taken) {
    return cdn.get(PLAYLIST, "Accept-Encoding", taken)
        .headers()
        .firstValue("Content-Encoding")
        .orElse("");
  }

  @Test
  void pagesAndPlayersHaveOneCopyWithTheFieldsOfPages() {
    HttpResponse<String> player = cdn.get(PLAYLIST);
    HttpResponse<String> page = cdn.get(PLAYLIST, "Origin", "https://example.org");
    HttpResponse<String> other = cdn.get(PLAYLIST, "Origin", "https://example.com");
    assertThat(List.of(player, page, other))
        .allSatisfy(one ->
            assertThat(one.headers().allValues("Access-Control-Allow-Origin"))
                .containsExactly("*"));
    assertThat(origin.asked(PLAYLIST)).hasSize(1);
  }

  @Test
  void aPreflightRequestIsTheOriginsAndNoCopy() {
    HttpResponse<String> preflight =
        cdn.send("OPTIONS", PLAYLIST, "Access-Control-Request-Method", "GET").join();
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
