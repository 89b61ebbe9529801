package dev.headwater.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.http.caching.Heuristic;
import dev.headwater.edge.http.caching.TargetedFields;
import dev.headwater.edge.request.PlainRouter;
import dev.headwater.edge.request.Routing;
import dev.headwater.edge.rule.UpstreamRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTokenTest {
  private static final PlainRouter PLAIN =
      new PlainRouter(new UpstreamRule(TargetedFields.USUAL, Heuristic.TYPICAL), false);

  @ParameterizedTest
  @CsvSource({"/vod/t1/e1/v/0.m4s, t1", "/vod/t1/e1/index.m3u8?a=b, t1", "/vod/t1, ''", "/x, ''"})
  void theTitleIsKnownAlsoWhereThePolicyNamesNoKinds(String target, String title) {
    Routing.Routed routed = (Routing.Routed) PLAIN.route(target);
    assertThat(ShownToken.title(routed.route())).isEqualTo(title);
  }
}
