package dev.headwater.cdnconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.cachepolicy.yaml.PolicyReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnexpressedTest {
  private static RenderedConfiguration rendered(Cdn cdn, String instead, String with) {
    String shipped = PolicyReader.resource(PolicyReader.SHIPPED);
    assertThat(shipped).contains(instead);
    return cdn.render(PolicyReader.read("test", shipped.replace(instead, with)), Site.USUAL);
  }

  @Test
  void aParameterMayHaveDashesAndDotsInItsName() {
    String key = "key: [from, to, _HLS_msn";
    String more = "key: [cdn-id, cdn.id, from, to, _HLS_msn";
    String nginx = rendered(Cdn.NGINX, key, more).text();
    assertThat(nginx)
        .contains("map $args $counted_cdn__dash__id {", "(?:^|&)cdn-id=", "(?:^|&)cdn\\.id=")
        .contains("map \"$counted_cdn__dash__id$counted_cdn__dot__id$counted_from$counted_to");
    assertThat(rendered(Cdn.VARNISH, key, more).text()).contains("\"&cdn-id=\"", "\"&cdn.id=\"");
  }

  @Test
  void thatCloudFrontCountsEveryValueOfAFieldIsSaid() {
    RenderedConfiguration rendered =
        rendered(
            Cdn.CLOUDFRONT,
            "key: [from, to]",
            "key: { query: [from, to], headers: [{ name: X-Device, values: [tv] }] }");
    assertThat(rendered.unexpressed())
        .anyMatch(one ->
            one.startsWith(
                "live-multivariant-playlist, live-mpd: each value of a header field or cookie that"
                    + " counts makes another copy"));
    assertThat(rendered(Cdn.CLOUDFRONT, "key: [from, to]", "key: [from, to, x]").unexpressed())
        .noneMatch(one -> one.contains("makes another copy, also one"));
  }

  /** No copy is older than any publisher wants it. */
  @ParameterizedTest
  @EnumSource(
      value = Cdn.class,
      names = {"NGINX", "VARNISH", "CLOUDFRONT"})
  void ofPublishersTheShortestLifetimeCountsForAll(Cdn cdn) {
    RenderedConfiguration rendered =
        rendered(
            cdn,
            "# overrides:      #",
            """
            overrides:
              - { publisher: p1, kinds: [image], lifetimes: { browser: 1m, cdn: 77m, origin: 1m, not-found: 9s } }
              - { publisher: p2, kinds: [image], lifetimes: { cdn: 30d } }
            #\
            """);
    assertThat(rendered.unexpressed())
        .filteredOn(one -> one.startsWith("publishers: image: no URL tells"))
        .hasSize(cdn == Cdn.VARNISH ? 0 : 1)
        .allMatch(one -> one.contains("for 77m") && one.endsWith("(p1, p2)"));
    assertThat(rendered.text())
        .contains(cdn == Cdn.CLOUDFRONT ? "\"min_ttl\": 4620" : "77m")
        .doesNotContain("30d");
  }

  /** What is older than one publisher allows is no reason to ask again for another one's. */
  @Test
  void varnishKeepsWhatPublishersHaveOtherwiseAsLongAsTheOriginSays() {
    String vcl =
        rendered(
                Cdn.VARNISH,
                "# overrides:      #",
                "overrides:\n  - { publisher: p1, kinds: [image], lifetimes: { browser: 1m, cdn: 77m, origin: 1m } }\n  #")
            .text();
    assertThat(vcl)
        .contains(
            "set beresp.ttl = std.duration(regsub(beresp.http.CDN-Cache-Control, \"(?i)^.*max-age=(\\d+).*$\", \"\\1s\"), 77m) - beresp.age;");
  }

  @Test
  void policiesOfCloudFrontHaveNamesOfTheirOwn() {
    String shipped = PolicyReader.resource(PolicyReader.SHIPPED);
    String policy =
        shipped
            .replaceFirst("key: \\[from, to]", "key: [from, to, a-b]")
            .replaceFirst("key: \\[from, to]", "key: [from, to, a, b]");
    assertThat(Cdn.CLOUDFRONT.render(PolicyReader.read("test", policy), Site.USUAL).text())
        .contains("from-to-a-b\": {", "from-to-a-b-2\": {");
  }

  @Test
  void noParameterIsTakenForWhatNginxKnowsOfAViewer() {
    String text =
        rendered(Cdn.NGINX, "key: [from, to, _HLS_msn", "key: [viewer, from, to, _HLS_msn").text();
    assertThat(text).contains("map $args $counted_viewer {");
    assertThat(text.lines().filter(line -> line.matches("map .* \\$headwater_viewer \\{")))
        .isEmpty();
  }

  @Test
  void whoCountsAgeOtherwiseThanThePolicySaysIsNamed() {
    String counts = "counts-age: true";
    assertThat(rendered(Cdn.NGINX, "counts-age: false", counts).unexpressed())
        .anyMatch(one -> one.startsWith("counts-age"));
    assertThat(rendered(Cdn.VARNISH, "counts-age: false", counts).unexpressed())
        .noneMatch(one -> one.startsWith("counts-age"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"origin", "origin:8081; }", "a b:1", ""})
  void anOriginIsAHostAndAPort(String origin) {
    assertThatThrownBy(() -> new Site(origin, 80, "/var/cache/headwater", "/etc/headwater"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HOST:PORT");
  }
}
