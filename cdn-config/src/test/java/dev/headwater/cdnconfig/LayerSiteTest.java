package dev.headwater.cdnconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.yaml.PolicyReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerSiteTest {
  private static final String LAYERS =
      """
        - { name: shield, role: shield, program: varnish, address: "shield.example:6081" }
        - { name: region, role: regional, program: headwater }
        - { name: cdn, role: edge, counts-age: false }
      """;

  private final CachePolicy policy =
      PolicyReader.read(
          "p.yaml",
          PolicyReader.resource(PolicyReader.SHIPPED)
              .replace("  - { name: cdn, role: edge, counts-age: false }\n", LAYERS));

  @Test
  void theLayerNearestTheOriginAsksItAndTheNextOneAsksThat() {
    assertThat(LayerSite.of(policy, "shield", Cdn.VARNISH, Site.USUAL)).isEqualTo(Site.USUAL);
    assertThat(LayerSite.of(PolicyReader.shipped(), "cdn", Cdn.NGINX, Site.USUAL).origin())
        .isEqualTo(Site.USUAL.origin());
  }

  @Test
  void whatIsRenderedForTheOuterOneAsksTheInnerOne() {
    CachePolicy two =
        PolicyReader.read(
            "p.yaml",
            PolicyReader.resource(PolicyReader.SHIPPED)
                .replace(
                    "  - { name: cdn, role: edge, counts-age: false }\n",
                    LAYERS.replaceFirst("  - \\{ name: region.*\\n", "")));
    Site edge = LayerSite.of(two, "cdn", Cdn.NGINX, Site.USUAL);
    assertThat(Cdn.NGINX.render(two, edge).text()).contains("server shield.example:6081;");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hub|NGINX|layer: hub (expected: one of shield, region, cdn)",
        "shield|NGINX|layer shield: it runs varnish, by the policy",
        "cdn|NGINX|layer region: no address (expected: one, where layer cdn asks it)",
      })
  void whatCannotBeIsSaid(String layer, Cdn cdn, String said) {
    assertThatThrownBy(() -> LayerSite.of(policy, layer, cdn, Site.USUAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(said);
  }
}
