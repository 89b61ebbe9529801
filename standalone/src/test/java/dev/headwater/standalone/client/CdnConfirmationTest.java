package dev.headwater.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class CdnConfirmationTest {
  private static JsonObject purge(String cdns) {
    return new JsonObject("{\"state\": \"applied\", \"cdns\": [%s]}".formatted(cdns));
  }

  private static final String APPLIED =
      "{\"name\": \"shield\", \"state\": \"applied\", \"appliedAt\": \"2026-03-01T12:00:10Z\"}";

  @Test
  void aLineSaysOfEachHowFarItIs() {
    JsonObject purge =
        purge(
            APPLIED
                + ", {\"name\": \"front\", \"state\": \"failed\", \"error\": \"status 503\"}"
                + ", {\"name\": \"other\", \"state\": \"pending\"}");
    assertThat(CdnConfirmation.text(purge).lines())
        .containsExactly(
            "",
            "  shield at 2026-03-01T12:00:10Z",
            "  front is failed: status 503",
            "  other is pending");
  }

  @Test
  void isGivenWhereAllHaveAppliedIt() {
    assertThat(CdnConfirmation.isGiven(purge(APPLIED))).isTrue();
    assertThat(CdnConfirmation.isGiven(purge(""))).isTrue();
    assertThat(CdnConfirmation.isGiven(new JsonObject())).isTrue(); // of an older control plane
    assertThat(CdnConfirmation.isGiven(purge("{\"name\": \"a\", \"state\": \"failed\"}")))
        .isFalse();
  }
}
