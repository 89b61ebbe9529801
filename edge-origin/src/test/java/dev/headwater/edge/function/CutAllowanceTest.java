package dev.headwater.edge.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CutAllowanceTest {
  private final CutAllowance allowance = new CutAllowance();

  private static long ms(long count) {
    return Duration.ofMillis(count).toNanos();
  }

  @Test
  void aTenthOfASecondMayBeTakenAtOnce() {
    for (int i = 0; i < 5; i++) {
      assertThat(allowance.allows(0)).isTrue();
      allowance.took(ms(20));
    }
    assertThat(allowance.allows(0)).isFalse();
  }

  @Test
  void tenTimesAsLongMakesUpForIt() {
    allowance.allows(0);
    allowance.took(ms(120));
    assertThat(allowance.allows(ms(199))).isFalse();
    assertThat(allowance.allows(ms(201))).isTrue();
  }

  @Test
  void restIsNotSavedUp() {
    assertThat(allowance.allows(ms(1_000_000))).isTrue();
    allowance.took(ms(100));
    assertThat(allowance.allows(ms(1_000_000))).isFalse();
  }
}
