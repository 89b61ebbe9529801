package dev.headwater.edge.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  @ParameterizedTest
  @CsvSource({"0, 25, 50", "1, 50, 100", "3, 200, 400", "5, 800, 1600", "9, 1000, 2000"})
  void theDelayDoublesUpToACapAndIsSpread(int failures, long least, long most) {
    Random random = new Random(1);
    LongStream delays = LongStream.range(0, 1_000).map(_ -> Backoff.millis(failures, random));
    assertThat(delays.summaryStatistics())
        .satisfies(seen -> {
          assertThat(seen.getMin()).isBetween(least, least + (most - least) / 10);
          assertThat(seen.getMax()).isBetween(most - (most - least) / 10, most);
        });
  }

  @ParameterizedTest
  @CsvSource({"100", "2147483647"})
  void endlessFailuresStayAtTheCap(int failures) {
    assertThat(Backoff.millis(failures, new Random(1))).isBetween(1_000L, 2_000L);
  }
}
