package dev.headwater.edge.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.yaml.PolicyReader;
import dev.headwater.edge.http.caching.TargetedFields;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownRoutesTest {
  private static final String PATH = "/vod/t1/e1/v1/1.m4s";

  private final List<String> asked = new ArrayList<>();
  private Router current = new CountedRouter();
  private final KnownRoutes routes = new KnownRoutes(() -> current);

  /** The router of the shipped policy, with what it was asked. */
  private final class CountedRouter implements Router {
    private final Router router =
        new KindRouter(PolicyReader.shipped(), TargetedFields.USUAL, true);

    @Override
    public Routing route(String uri) {
      asked.add(uri);
      return router.route(uri);
    }

    @Override
    public boolean readsOnly() {
      return router.readsOnly();
    }
  }

  @Test
  void aTargetIsRoutedOnce() {
    Routing first = routes.route(PATH);

    assertThat(routes.route(PATH)).isSameAs(first).isInstanceOf(Routing.Routed.class);
    assertThat(asked).containsExactly(PATH);
  }

  @Test
  void aTargetWithAnotherViewersTokenIsRoutedEachTime() {
    routes.route("/t/abc" + PATH);
    routes.route("/t/abc" + PATH);

    assertThat(asked).hasSize(2);
  }

  @Test
  void aTargetWithAQueryIsRoutedEachTimeSinceAnyoneCanMakeThemUp() {
    routes.route(PATH + "?CMCD=nor%3D1");
    routes.route(PATH + "?CMCD=nor%3D1");

    assertThat(asked).hasSize(2);
  }

  @Test
  void aTargetThatIsRefusedIsNotRemembered() {
    assertThat(routes.route("/vod/../x")).isInstanceOf(Routing.Refused.class);
    assertThat(routes.route("/vod/../x")).isInstanceOf(Routing.Refused.class);

    assertThat(asked).hasSize(2);
  }

  @Test
  void whatAnotherRouterSaidIsForgotten() {
    Routing first = routes.route(PATH);
    current = new CountedRouter();

    assertThat(routes.route(PATH)).isNotSameAs(first);
    assertThat(asked).containsExactly(PATH, PATH);
  }

  @Test
  void moreTargetsThanAreEverHotPushOutWhatIsRemembered() {
    routes.route(PATH);
    for (int i = 0; i < 5_000; i++) {
      routes.route("/vod/t1/e1/v2/" + i + ".m4s");
    }
    asked.clear();

    routes.route(PATH);

    assertThat(asked).containsExactly(PATH);
  }
}
