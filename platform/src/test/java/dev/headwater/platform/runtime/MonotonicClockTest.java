package dev.headwater.platform.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MonotonicClockTest {
  @Test
  void goesAsTheTimeGoesByAndNotByTheTimeOfDay() {
    long before = System.nanoTime() / 1_000_000;
    long millis = MonotonicClock.system().millis();
    assertThat(millis).isBetween(before, System.nanoTime() / 1_000_000);
  }
}
