package dev.headwater.edge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1000",
    "1, 0, 500",
    "2, 1, 2000",
    "3, 0.5, 3000",
    "7, 1, 60000",
    "7, 0, 30000",
    "1000000, 1, 60000"
  })
  void eachRetryWaitsTwiceAsLongUpToAMinuteAndNoTwoNodesAlike(
      int failures, double random, long millis) {
    assertThat(Pace.USUAL.retry(failures, random)).isEqualTo(Duration.ofMillis(millis));
  }
}
