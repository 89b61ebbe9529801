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

/** Large segments in the real nginx. */
class NginxSlicesIT {
  private static final String SEGMENT = "/vod/t1/e1/v/0.m4s";
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
  void rangesAreMadeOfSlicesThatAreFetchedOnce(String path) {
    String shown = path.replace("TOKEN", SignedToken.of("/vod/closed/"));
    for (int i = 0; i < 2; i++) {
      MediaRange.check(cdn, shown);
    }
    assertThat(origin.asked(".m4s")).hasSizeLessThanOrEqualTo(3);
    assertThat(cdn.get(shown, "Range", "bytes=9999999-").statusCode()).isEqualTo(416);
  }
}
