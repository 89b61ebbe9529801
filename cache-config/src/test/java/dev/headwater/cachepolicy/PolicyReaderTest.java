package dev.headwater.cachepolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
  private static final String KIND =
      """
      kinds:
        - kind: image
          match: /p/{n}.jpg
          content-type: image/jpeg
          lifetimes: { browser: 1h, cdn: 1d, origin: 1m, stale-while-revalidate: 0s, stale-if-error: 0s, not-found: 10s }
          immutable: false
          compress: false
          tiers: [memory]
      """;

  @ParameterizedTest
  @CsvSource({
    "/vod/t1/e1/index.m3u8, MULTIVARIANT_PLAYLIST",
    "/vod/t1/e1/720p/index.m3u8, VOD_MEDIA_PLAYLIST",
    "/vod/t1/e1/manifest.mpd, MPD",
    "/vod/t1/e1/720p/init.mp4, INITIALIZATION_SECTION",
    "/vod/t1/e1/720p/0.m4s, MEDIA_SEGMENT",
    "/vod/t1/e1/en/3.vtt, SUBTITLE",
    "/vod/t1/e1/poster.jpg, IMAGE",
    "/keys/t1-e1-1, KEY",
  })
  void theShippedPolicyKnowsEveryPathOfAPublication(String path, ResourceKind kind) {
    assertThat(PolicyReader.shipped().classify(path).orElseThrow().policy().kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/vod/t1/e1/publication.json", "/vod/t1/index.m3u8", "/etc/passwd"})
  void theShippedPolicyKnowsNothingElse(String path) {
    assertThat(PolicyReader.shipped().classify(path)).isEmpty();
  }

  @Test
  void theShippedPolicyHasEveryKindOnce() {
    assertThat(
            PolicyReader.shipped().kinds().stream()
                .map(KindPolicy::kind)
                .collect(Collectors.toList()))
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(ResourceKind.values()));
  }

  @Test
  void aWholePolicyIsRead() {
    assertThat(PolicyReader.read("p.yaml", KIND).kinds()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: image|kind: picture|kinds[0]: kind: picture",
        "browser: 1h|browser: soon|browser: soon (expected: a number and a unit",
        "immutable: false|immutable: perhaps|immutable: perhaps (expected: true or false)",
        "compress: false|zip: false|compress: null",
        "tiers: [memory]|tiers: [disk]|one of memory, redis",
        "match: /p/{n}.jpg|match: p|expected: a path from '/'",
        "origin: 1m|origin: 0s|at least 1s",
        "origin: 1m|origin: 2h|browser: 1h (expected: at least origin",
        "compress: false|compress: false, x: 1|mapping values",
      })
  void aMistakeIsNamedWithItsPlaceAndExpectation(String right, String wrong, String message) {
    assertThatThrownBy(() -> PolicyReader.read("p.yaml", KIND.replace(right, wrong)))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aKindStandsOnce() {
    assertThatThrownBy(() -> PolicyReader.read("p.yaml", KIND + KIND.replace("kinds:\n", "")))
        .hasMessageContaining("each kind once");
  }

  @Test
  void anUnknownKeyIsAnError() {
    assertThatThrownBy(() -> PolicyReader.read("p.yaml", KIND + "    colour: red\n"))
        .hasMessageContaining("unknown key 'colour'");
  }
}
