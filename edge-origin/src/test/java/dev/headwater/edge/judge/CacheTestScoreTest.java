package dev.headwater.edge.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.edge.judge.CacheTest.Kind;
import dev.headwater.edge.judge.CacheTestScore.Count;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class CacheTestScoreTest {
  private static final List<CacheTest> TESTS =
      List.of(
          new CacheTest("base", Kind.CHECK, List.of()),
          new CacheTest("middle", Kind.OPTIMAL, List.of("base")),
          new CacheTest("top", Kind.REQUIRED, List.of("middle")),
          new CacheTest("alone", Kind.REQUIRED, List.of()));

  private static CacheTestScore score(JsonObject results) {
    return new CacheTestScore(TESTS, results);
  }

  private static JsonObject allPassed() {
    return new JsonObject()
        .put("base", true)
        .put("middle", true)
        .put("top", true)
        .put("alone", true);
  }

  @Test
  void whatPassesIsCountedByKindAndChecksAreNot() {
    assertThat(score(allPassed()).required()).isEqualTo(new Count(2, 2));
    assertThat(score(allPassed()).optional()).isEqualTo(new Count(1, 1));
  }

  @Test
  void aFailedCaseFailsAllThatDependOnItHoweverFar() {
    CacheTestScore score =
        score(allPassed().put("base", new JsonArray().add("Assertion").add("not reused")));
    assertThat(score.required()).isEqualTo(new Count(1, 2));
    assertThat(score.optional()).isEqualTo(new Count(0, 1));
    assertThat(score.report()).contains("REQUIRED top: depends on middle");
  }

  @Test
  void aCaseWithoutAResultFails() {
    JsonObject results = allPassed();
    results.remove("alone");
    assertThat(score(results).report())
        .contains("1 of 2 required, 1 of 1 optional", "REQUIRED alone: not run");
  }

  @Test
  void theReportSaysWhatWentWrong() {
    assertThat(
            score(allPassed().put("alone", new JsonArray().add("Setup").add("status is 502")))
                .report())
        .contains("REQUIRED alone: Setup: status is 502");
  }

  @Test
  void aGateIsTwoNumbersAndNothingElse() {
    assertThat(CacheTestGate.parse("required=3\noptional=2")).isEqualTo(new CacheTestGate(3, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> CacheTestGate.parse("required=3"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CacheTestGate.parse("required=3\noptional=2\nallowed=1"));
  }
}
