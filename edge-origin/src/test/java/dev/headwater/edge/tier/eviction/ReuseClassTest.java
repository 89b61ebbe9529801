package dev.headwater.edge.tier.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReuseClassTest {
  @ParameterizedTest
  @CsvSource({
    "2, 1",
    "3, 2",
    "4, 3",
    "5, 3",
    "6, 4",
    "9, 4",
    "10, 5",
    "17, 5",
    "18, 6",
    "33, 6",
    "34, 7",
    "2000000000, 7"
  })
  void countsAreTakenTogetherByPowersOfTwo(int requests, int count) {
    assertThat(ReuseClass.countOf(ReuseClass.of(requests, 1))).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "7, 0", "8, 1", "63, 1", "64, 2", "2097152, 7", "900000000000, 7"})
  void pausesAreTakenTogetherByPowersOfEight(long pause, int expected) {
    assertThat(ReuseClass.of(2, Requests.bits(pause))).isEqualTo(ReuseClass.PAUSES + expected);
  }
}
