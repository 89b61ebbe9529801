package dev.headwater.edge.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.request.Normalization.Accepted;
import dev.headwater.edge.request.Normalization.Rejected;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizationTest {
  @ParameterizedTest
  @CsvSource({
    "/vod/t1/e1/index.m3u8, /vod/t1/e1/index.m3u8, ",
    "/vod/t1/e1/index.m3u8?utm=x&sid=1, /vod/t1/e1/index.m3u8, ",
    "/vod/t1/e1/index.m3u8#top, /vod/t1/e1/index.m3u8, ",
    "/v%6fd/t1/e1/0.m4s, /vod/t1/e1/0.m4s, ",
    "/t/abc.def.ghi/vod/t1/e1/0.m4s, /vod/t1/e1/0.m4s, abc.def.ghi",
    "http://edge.example/vod/t1/e1/0.m4s?x, /vod/t1/e1/0.m4s, ",
    "http://edge.example, /, ",
    "http://edge.example?a=/vod/t1/e1/0.m4s, /, ",
    "http://edge.example#/vod/t1/e1/0.m4s, /, ",
    "/%74/abc.def.ghi/vod/t1/e1/0.m4s, /vod/t1/e1/0.m4s, abc.def.ghi",
    "/, /, ",
  })
  void whatIsPerViewerIsStripped(String uri, String path, String token) {
    assertThat(Normalization.of(uri))
        .isEqualTo(new Accepted(new RequestTarget(path, token == null ? null : token)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/vod/../../etc/passwd",
        "/vod/%2e%2e/%2e%2e/etc/passwd",
        "/vod/%2E%2E%2Fetc/passwd",
        "/vod/./x",
        "/vod//x",
        "/vod/..",
        "/%00",
        "/%zz",
        "/%",
        "/%2",
        "/a%0d%0ab",
        "/vod%2Ft1/e1",
        "/vod/t1%3fx",
        "/vod/t1%23x",
        "/vod/%252e",
        "/vod/a%3bb",
        "/a b",
        "/caf\u00e9",
        "/%c3%a9",
        "/a\\b",
        "*",
        "",
        "/t/",
        "/t/token",
        "/t//vod/x",
      })
  void whatNoNameHereNeedsIsRefused(String uri) {
    assertThat(Normalization.of(uri)).isInstanceOf(Rejected.class);
  }

  @Test
  void aTargetThatIsTooLongIsRefused() {
    assertThat(Normalization.of("/" + "a".repeat(Normalization.MAX_URI_LENGTH)))
        .isInstanceOf(Rejected.class);
  }

  @Test
  void noAcceptedPathLeavesItsRootWhateverIsSent() {
    Random random = new Random(42);
    String alphabet = "/.%23eEfF5c0t?#:\\ab\u0000\u00ff";
    for (int i = 0; i < 200_000; i++) {
      StringBuilder uri = new StringBuilder("/");
      for (int j = random.nextInt(24); j > 0; j--) {
        uri.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      if (Normalization.of(uri.toString()) instanceof Accepted accepted) {
        assertThat(accepted.target().path())
            .startsWith("/")
            .doesNotContain("/../", "//", "\\", "\u0000", "?")
            .doesNotEndWith("/..");
      }
    }
  }
}
