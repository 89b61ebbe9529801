package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.judge.CacheTestGate;
import dev.headwater.edge.judge.CacheTestScore;
import dev.headwater.edge.judge.CacheTestScore.Count;
import dev.headwater.edge.judge.CacheTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The edge role before the judge that other caches are compared by. */
class HttpCacheTestsIT {
  @Test
  void theEdgeRolePassesAtLeastWhatTheGateAsks() {
    CacheTests tests = CacheTests.open();
    CacheTestGate gate = tests.gate();
    CacheTestScore score = tests.judge(EdgeUnderTest::inFrontOf);
    System.out.println(score.report());
    assertThat(score.required().passed()).as(score::report).isGreaterThanOrEqualTo(gate.required());
    assertThat(score.optional().passed()).as(score::report).isGreaterThanOrEqualTo(gate.optional());
  }

  @ParameterizedTest
  @CsvSource({
    "nginx, 93, 50",
    "trafficserver, 118, 55",
    "squid, 120, 49",
    "apache, 118, 59",
    "varnish, 105, 40"
  })
  void publishedResultsAreCountedAsTheirPublisherDoes(String cache, int required, int optional) {
    CacheTestScore score = CacheTests.open().published(cache);
    assertThat(score.required()).isEqualTo(new Count(required, 157));
    assertThat(score.optional()).isEqualTo(new Count(optional, 86));
  }
}
