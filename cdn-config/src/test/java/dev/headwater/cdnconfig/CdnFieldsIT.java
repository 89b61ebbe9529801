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
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HEAD, ranges, codings and fields for pages, of the real programs. */
@ParameterizedClass
@EnumSource(
    value = Cdn.class,
    names = {"NGINX", "VARNISH"})
class CdnFieldsIT {
  private static final String SEGMENT = "/vod/t1/e1/v/0.m4s";
  private static final String LIVE_SEGMENT = "/live/c1/v/1-2.m4s";
  private static final String PLAYLIST = "/vod/t1/e1/v/index.m3u8";
  private static final String WHOLE = new String(MediaOrigin.segment("1"), StandardCharsets.UTF_8);

  private final Cdn program;
  private MediaOrigin origin;
  private CdnUnderTest cdn;

  CdnFieldsIT(Cdn program) {
    this.program = program;
  }

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    origin = new MediaOrigin();
    cdn = new CdnUnderTest(program, PolicyReader.shipped(), origin.address(), folder);
  }

  @AfterEach
  void stop() {
    if (cdn != null) {
      cdn.close();
    }
    origin.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {SEGMENT, LIVE_SEGMENT})
  void rangesAreAnsweredFromWhatIsKept(String path) {
    assertThat(cdn.get(path).body().equals(WHOLE)).isTrue();
    int asked = origin.asked(path).size();
    MediaRange.check(cdn, path);
    assertThat(origin.asked(path)).hasSize(asked);
    assertThat(cdn.get(path, "Range", "bytes=9999999-").statusCode()).isEqualTo(416);
  }

  @ParameterizedTest
  @ValueSource(strings = {SEGMENT, PLAYLIST, LIVE_SEGMENT})
  void headIsAnsweredFromWhatIsKept(String path) {
    HttpResponse<String> head = cdn.send("HEAD", path).join();
    HttpResponse<String> get = cdn.get(path);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(get.body()).isNotEmpty();
    assertThat(get.headers().firstValue("X-Cache")).hasValue("HIT");
    assertThat(origin.asked(path))
        .extracting(MediaOrigin.Asked::method)
        .allSatisfy(method -> assertThat(method).isEqualTo("GET"));
  }

  /** nginx keeps two copies; Varnish keeps what is compressed, and unpacks it for others. */
  @Test
  void whoTakesNoGzipIsGivenNone() {
    for (int i = 0; i < 2; i++) {
      assertThat(cdn.get(PLAYLIST).body()).isEqualTo(PLAYLIST + " version 1");
      for (String taken : List.of("gzip", "br, gzip;q=0.5", "GZIP")) {
        assertThat(coding(taken)).isEqualTo("gzip");
      }
      for (String refused : List.of("", "br", "gzip;q=0")) {
        assertThat(coding(refused)).isEmpty();
      }
    }
    assertThat(origin.asked(PLAYLIST)).hasSizeLessThanOrEqualTo(2);
  }

  private String coding(String taken) {
    HttpResponse<String> answer = cdn.get(PLAYLIST, "Accept-Encoding", taken);
    return answer.headers().firstValue("Content-Encoding").orElse("");
  }

  @Test
  void pagesAndOthersHaveOneCopy() {
    HttpResponse<String> player = cdn.get(PLAYLIST);
    HttpResponse<String> page = cdn.get(PLAYLIST, "Origin", "https://example.org");
    HttpResponse<String> other = cdn.get(PLAYLIST, "Origin", "https://example.com");
    assertThat(List.of(player, page, other))
        .allSatisfy(one ->
            assertThat(one.headers().allValues("Access-Control-Allow-Origin"))
                .containsExactly("*"));
    assertThat(origin.asked(PLAYLIST)).hasSize(1);
    assertThat(origin.asked(PLAYLIST).getFirst().fields()).doesNotContainKey("Origin");
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
