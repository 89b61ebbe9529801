package dev.headwater.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TicksTest {
  @Test
  void secondsAreRoundedOnlyWhereTheyAreAskedFor() {
    Ticks frame = new Ticks(1001, 30_000);
    assertThat(frame.seconds(3)).isEqualTo(new BigDecimal("0.033"));
    assertThat(frame.seconds()).isEqualTo(1001 / 30_000.0);
    assertThat(frame.duration()).isEqualTo(Duration.ofNanos(33_366_667));
  }

  @Test
  void lengthsOnDifferentClocksAreComparedExactly() {
    assertThat(new Ticks(1, 3)).isLessThan(new Ticks(333_334, 1_000_000));
    assertThat(new Ticks(1, 3)).isGreaterThan(new Ticks(333_333, 1_000_000));
    assertThat(new Ticks(2, 4)).isEqualByComparingTo(new Ticks(1, 2));
  }

  @Test
  void theLongestLengthDoesNotOverflow() {
    Ticks longest = new Ticks(Long.MAX_VALUE, 1);
    assertThat(longest.duration()).isEqualTo(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(longest).isGreaterThan(new Ticks(Long.MAX_VALUE, 2));
  }

  @Test
  void anotherClockRoundsToTheNearestTick() {
    assertThat(new Ticks(1, 3).at(10)).isEqualTo(new Ticks(3, 10));
    assertThat(new Ticks(1, 4).at(10)).isEqualTo(new Ticks(3, 10));
  }

  @Test
  void negativeTimeAndStoppedClocksAreRefused() {
    assertThatThrownBy(() -> new Ticks(-1, 1)).hasMessage("count: -1 (expected: >= 0)");
    assertThatThrownBy(() -> new Ticks(1, 0)).hasMessage("timescale: 0 (expected: >= 1)");
  }
}
