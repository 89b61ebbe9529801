package dev.headwater.endurance.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {
  @ParameterizedTest
  @CsvSource({
    "30m, 10, failing",
    "30m, 100, slow",
    "30m, 150, gone",
    "30m, 209, gone",
    "30m, 215, failing",
    "30m, 299, silent",
    "30m, 310, failing",
    "1m, 31, gone",
    "1m, 59, silent"
  })
  void theSourceVanishesForAMinuteInEveryFiveOrForAFifthOfAShortRun(
      String run, long seconds, String word) {
    Forecast forecast = Forecast.of(Duration.parse("PT" + run));
    assertThat(forecast.at(Duration.ofSeconds(seconds)).word()).isEqualTo(word);
  }
}
