package dev.headwater.cachepolicy.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.Classification;
import dev.headwater.cachepolicy.CountedName;
import dev.headwater.cachepolicy.KindPolicy;
import dev.headwater.cachepolicy.KindPolicy.Tier;
import dev.headwater.cachepolicy.ResourceKind;
import dev.headwater.cachepolicy.check.PolicyCheck;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
  private static final String POLICY =
      """
      target-duration: 2s
      layers:
        - { name: cdn, counts-age: false }
      kinds:
        - kind: image
          match: /p/{title}/{n}.jpg
          content-type: image/jpeg
          lifetimes: { browser: 1h, cdn: 1d, origin: 1m, stale-while-revalidate: 0s, stale-if-error: 0s, not-found: 10s }
          key: [size]
          tags: ["title-{title}"]
          immutable: false
          compress: false
          priority: vod
          token: by-visibility
          tiers: { memory: any, redis: 512KiB }
      """;

  private static final String OVERRIDE =
      """
      overrides:
        - title: t1
          kinds: [image]
          lifetimes: { cdn: 0.5 target }
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
    "/live/c1/v1/e1-7.m4s, LIVE_MEDIA_SEGMENT",
    "/live/c1/v1/e1-7.2.m4s, PARTIAL_SEGMENT",
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
  void theShippedPolicyKeepsEveryProperty() {
    assertThat(PolicyCheck.of(PolicyReader.shipped())).isEmpty();
  }

  @Test
  void aWholePolicyIsRead() {
    KindPolicy image =
        PolicyReader.read("p.yaml", POLICY).classify("/p/t1/2.jpg").orElseThrow().policy();
    assertThat(image.key().query()).containsExactly("size");
    assertThat(image.tiers()).containsEntry(Tier.REDIS, 512L << 10);
    assertThat(image.lifetimes().cdn()).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void aKeyMayHaveFieldsAndCookies() {
    String key =
        "{ query: [size], headers: [{ name: X-Device, values: [tv, phone] }],"
            + " cookies: [{ name: variant, values: [b] }] }";
    KindPolicy image =
        PolicyReader.read("p.yaml", POLICY.replace("[size]", key)).kinds().getFirst();
    assertThat(image.key().query()).containsExactly("size");
    assertThat(image.key().fields().headers())
        .containsExactly(new CountedName("X-Device", List.of("tv", "phone")));
    assertThat(image.key().fields().cookies())
        .containsExactly(new CountedName("variant", List.of("b")));
    assertThat(image.key().fields().combinations()).isEqualTo(6);
    assertThat(image.vary()).containsExactly("X-Device", "Cookie");
  }

  @Test
  void anOverrideChangesWhatItNamesAndNothingElse() {
    CachePolicy policy = PolicyReader.read("p.yaml", POLICY + OVERRIDE);
    KindPolicy own = policy.classify("/p/t1/2.jpg").orElseThrow().policy();
    assertThat(own.lifetimes().cdn()).isEqualTo(Duration.ofSeconds(1));
    assertThat(own.lifetimes().browser()).isEqualTo(Duration.ofHours(1));
    KindPolicy other = policy.classify("/p/t2/2.jpg").orElseThrow().policy();
    assertThat(other.lifetimes().cdn()).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void anOverrideOfAPublisherIsChosenByWhoIsNamed() {
    String publisher =
        OVERRIDE + "  - publisher: p1\n    kinds: [image]\n    lifetimes: { cdn: 3s }\n";
    CachePolicy policy =
        PolicyReader.read(
            "p.yaml",
            POLICY.replace("/p/{title}/{n}.jpg", "/vod/{title}/{epoch}/{n}.jpg") + publisher);
    Classification other = policy.classify("/vod/t2/e1/2.jpg").orElseThrow();
    assertThat(other.policy().lifetimes().cdn()).isEqualTo(Duration.ofDays(1));
    assertThat(cdn(policy.ofPublisher(other, "p1"))).isEqualTo(Duration.ofSeconds(3));
    assertThat(cdn(policy.ofPublisher(other, "p2"))).isEqualTo(Duration.ofDays(1));
    Classification own = policy.classify("/vod/t1/e1/2.jpg").orElseThrow();
    assertThat(cdn(policy.ofPublisher(own, "p1")))
        .as("what is said of a title counts more")
        .isEqualTo(Duration.ofSeconds(1));
  }

  private static Duration cdn(Classification what) {
    return what.policy().lifetimes().cdn();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "target-duration: 2s|target-duration: 2|p.yaml:1: target-duration: '2' (expected: from 1s",
        "target-duration: 2s|x: 2s|p.yaml:1: target-duration: missing",
        "kind: image|kind: picture|p.yaml:5: kinds[0].kind: 'picture' (expected: one of",
        "browser: 1h|browser: soon|p.yaml:8: kinds[0].lifetimes.browser: 'soon' (expected: a time",
        "browser: 1h|browser: 9999d|'9999d' (expected: a time such as",
        "immutable: false|immutable: perhaps|immutable: 'perhaps' (expected: true or false)",
        "compress: false|zip: false|compress: missing (expected: true or false)",
        "memory: any|memory: much|tiers.memory: 'much' (expected: the largest object",
        "memory: any|disk: any|p.yaml:15: kinds[0].tiers.disk: unknown key (expected: memory, redis)",
        "[size]|size|key: 'size' (expected: a list of texts)",
        "[size]|[a b]|p.yaml:9: kinds[0].key[0]: 'a b' (expected: the name of a query parameter)",
        "title-{title}|title-{id}|tags: 'a list' (expected: variables of match; it has no {id}",
        "match: /p/{title}/{n}.jpg|match: p|match: 'p' (expected: a path from '/'",
        "match: /p/{title}/{n}.jpg|match: /(a+)+/{title}|match: '/(a+)+/{title}' (expected: segments",
        "name: cdn|name: A CDN|p.yaml:3: layers[0].name: 'A CDN' (expected: a word",
        "compress: false|compress: false, x: 1|p.yaml:12: mapping values",
        "compress: false|immutable: true|p.yaml:12: kinds[0].immutable: stands twice",
        "  - kind: image|  - image|(expected: YAML)",
      })
  void aMistakeIsNamedWithItsLineAndExpectation(String right, String wrong, String message) {
    assertThatThrownBy(() -> PolicyReader.read("p.yaml", POLICY.replace(right, wrong)))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "title: t1|title: a/b|p.yaml:17: overrides[0].title: 'a/b' (expected: the ID",
        "title: t1|channel: c1|overrides[0].kinds: 'a list' (expected: kinds of this policy whose",
        "title: t1|publisher: p/1|p.yaml:17: overrides[0].publisher: 'p/1' (expected: the ID",
        "title: t1|publisher: p1|overrides[0].kinds: 'a list' (expected: kinds of this policy whose match has {channel}, or {title} and {epoch}",
        "kinds: [image]|kinds: [mpd]|overrides[0].kinds: 'a list' (expected: kinds of this policy",
        "cdn: 0.5 target|shelf: 1s|overrides[0].lifetimes.shelf: unknown key",
      })
  void aMistakeInAnOverrideIsNamedToo(String right, String wrong, String message) {
    assertThatThrownBy(() -> PolicyReader.read("p.yaml", POLICY + OVERRIDE.replace(right, wrong)))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(message);
  }

  @Test
  void kindsOfOnePathAreRefusedWithThePath() {
    String kind = POLICY.substring(POLICY.indexOf("  - kind"));
    String other =
        kind.replace("kind: image", "kind: mpd").replace("/{title}/{n}.jpg", "/{title}/1.{x}");
    assertThatThrownBy(() -> PolicyReader.read("p.yaml", POLICY + other))
        .hasMessageContaining("no path of image, which has /p/x/1.jpg too");
  }

  @Test
  void aKindStandsOnce() {
    String kind = POLICY.substring(POLICY.indexOf("  - kind"));
    assertThatThrownBy(() -> PolicyReader.read("p.yaml", POLICY + kind))
        .hasMessageContaining("each kind once");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing", "[]", "kinds", "target-duration: 2s\nkinds: []"})
  void whatIsNoPolicyIsRefused(String yaml) {
    assertThatThrownBy(() -> PolicyReader.read("p.yaml", yaml))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("expected");
  }

  @Test
  void aMillionRulesAreTooMany() {
    String rules =
        "overrides:\n" + "  - { title: t, kinds: [image], lifetimes: {} }\n".repeat(1 << 20);
    assertThatThrownBy(() -> PolicyReader.read("p.yaml", POLICY + rules))
        .hasMessageContaining("characters (expected: at most 1048576)");
  }

  @Test
  void aliasesThatGrowAreRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
    }
    assertThatThrownBy(() -> PolicyReader.read("p.yaml", bomb.toString()))
        .isInstanceOf(PolicyException.class);
  }
}
