package dev.headwater.cachepolicy.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.yaml.PolicyReader;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {
  private static final String OVERRIDE =
      """
      overrides:
        - title: t1
          kinds: [image]
          lifetimes: { browser: 1m, cdn: 2m, origin: 30s }
      """;

  private final CachePolicy policy =
      PolicyReader.read("p.yaml", PolicyReader.resource(PolicyReader.SHIPPED) + OVERRIDE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/live/c1/v1/index.m3u8?session=9&_HLS_msn=3|kind|live-media-playlist",
        "/live/c1/v1/index.m3u8?session=9&_HLS_msn=3|key|/live/c1/v1/index.m3u8?_HLS_msn=3 (without session)",
        "/live/c1/v1/index.m3u8|match|/live/{channel}/{rendition}/index.m3u8 (channel is c1, rendition is v1)",
        "/live/c1/v1/index.m3u8|layer cdn|edge, asks the origin: keeps it 1s from when it came",
        "/live/c1/v1/index.m3u8|browser|asks each time",
        "/live/c1/v1/index.m3u8|oldest|2s",
        "/live/c1/v1/index.m3u8|priority|live",
        "https://cdn.example/t/abc/vod/t2/e1/v1/1.m4s#x|key|/vod/t2/e1/v1/1.m4s",
        "https://cdn.example/t/abc/vod/t2/e1/v1/1.m4s|tags|title-t2, pub-t2-e1, kind-media-segment",
        "/t/abc/vod/t2/e1/v1/1.m4s|token|needed where the publication or channel is private; taken from the path",
        "/vod/t2/e1/v1/1.m4s|browser|keeps it 365d, and never asks whether it changed",
        "/vod/t1/e1/poster.jpg|override|title t1",
        "/vod/t1/e1/poster.jpg|layer cdn|edge, asks the origin: keeps it 2m from when it came",
        "/vod/t2/e1/v1/1.m4s?from=http://x/y|key|/vod/t2/e1/v1/1.m4s (without from)",
        "/vod/t2/%65%31/v1/%31.m4s|key|/vod/t2/e1/v1/1.m4s",
        "/keys/k1|token|needed",
        "/keys/k1|origin|keeps nothing",
        "/keys/k1|layer cdn|edge, asks the origin: keeps nothing",
      })
  void itSaysWhatEveryLayerDoes(String url, String key, String said) {
    assertThat(Explanation.of(policy, url).orElseThrow()).containsEntry(key, said);
  }

  @Test
  void eachLayerIsNamedWithWhatItAsksAndWhatItsProgramCanDo() {
    String layers =
        """
          - { name: shield, role: shield, program: varnish }
          - { name: cdn, role: edge, program: nginx }
        """;
    String shipped = PolicyReader.resource(PolicyReader.SHIPPED);
    CachePolicy two =
        PolicyReader.read(
            "p.yaml",
            shipped.replace("  - { name: cdn, role: edge, counts-age: false }\n", layers));
    assertThat(Explanation.of(two, "/vod/t1/e1/index.m3u8").orElseThrow())
        .containsEntry(
            "layer shield",
            "shield, varnish, asks the origin: keeps it 1h, age included; stale 1m more while it asks, 1d more where that fails")
        .containsEntry(
            "layer cdn",
            "edge, nginx, asks shield: keeps it 1h from when it came; stale while it asks, where that fails");
  }

  @Test
  void whichValuesOfFieldsCountIsSaid() {
    String shipped = PolicyReader.resource(PolicyReader.SHIPPED);
    CachePolicy other =
        PolicyReader.read(
            "p.yaml",
            shipped.replace(
                "key: [from, to]",
                "key: { query: [from, to], headers: [{ name: X-Device, values: [tv, phone] }],"
                    + " cookies: [{ name: variant, values: [b] }] }"));
    assertThat(Explanation.of(other, "/live/c1/index.m3u8?x=1").orElseThrow())
        .containsEntry("key", "/live/c1/index.m3u8 (without x)")
        .containsEntry(
            "key counts",
            "the header X-Device (tv, phone); the cookie variant (b); with any other value it is as if it weren't there: at most 6 copies");
    assertThat(PolicyDifference.between(PolicyReader.shipped(), other))
        .contains(
            new PolicyDifference.Change("live-mpd.key.headers", "[]", "[X-Device (tv, phone)]"),
            new PolicyDifference.Change("live-mpd.key.cookies", "[]", "[variant (b)]"));
  }

  @Test
  void whatIsSaidOfAPublisherIsExplainedWhereTheyAreNamed() {
    CachePolicy other =
        PolicyReader.read(
            "p.yaml",
            PolicyReader.resource(PolicyReader.SHIPPED)
                + OVERRIDE
                + "  - { publisher: p1, kinds: [image], lifetimes: { browser: 3m, cdn: 4m, origin: 1m } }\n");
    String url = "/vod/t2/e1/poster.jpg";
    assertThat(Explanation.of(other, url, Optional.of("p1")).orElseThrow())
        .containsEntry("override", "publisher p1")
        .containsEntry("browser", "keeps it 3m");
    assertThat(Explanation.of(other, url, Optional.of("p2")).orElseThrow())
        .doesNotContainKey("override")
        .containsEntry("otherwise", "where it is made by publisher p1")
        .containsEntry("browser", "keeps it 1h");
    assertThat(Explanation.of(other, url, Optional.of("p2")).orElseThrow().get("layer cdn"))
        .as("no program but ours knows whose it is")
        .contains("keeps it 4m");
    assertThat(Explanation.of(other, "/vod/t1/e1/poster.jpg", Optional.of("p1")).orElseThrow())
        .containsEntry("override", "title t1")
        .doesNotContainKey("otherwise");
  }

  @Test
  void aPathThatIsOfNoKindIsNotExplained() {
    assertThat(Explanation.of(policy, "https://cdn.example/etc/passwd")).isEmpty();
  }

  @Test
  void aDifferenceIsWhatTwoPoliciesSayOtherwise() {
    String shipped = PolicyReader.resource(PolicyReader.SHIPPED);
    CachePolicy other =
        PolicyReader.read(
            "p.yaml",
            shipped
                .replace("# A content key", "# The content key")
                .replace("tiers: {}", "tiers: { memory: 1KiB }"));
    assertThat(PolicyDifference.between(PolicyReader.shipped(), other))
        .containsExactly(new PolicyDifference.Change("key.tiers.memory", "none", "1024"));
    assertThat(PolicyDifference.between(PolicyReader.shipped(), policy))
        .extracting(PolicyDifference.Change::key)
        .contains("title t1.image.lifetimes.browser");
  }

  @Test
  void aTargetIsTakenApartAsANodeDoesIt() {
    assertThat(Target.of("http://h?x=1")).isEqualTo(new Target("/", Map.of("x", "1"), false));
  }
}
