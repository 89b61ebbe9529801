package dev.headwater.edge.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.Lifetimes;
import dev.headwater.edge.stored.StoredAbsence;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  private static final Lifetimes LIFETIMES =
      new Lifetimes(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(10));

  @Test
  void ageCountsFromTheLastValidation() {
    assertThat(at(4_000).age()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void somethingIsStaleFromTheEndOfItsLifetimeOn() {
    assertThat(at(10_999).isFresh()).isTrue();
    assertThat(at(11_000).isFresh()).isFalse();
  }

  @Test
  void staleWindowsBeginWhereTheLifetimeEnds() {
    assertThat(at(15_999).whileRevalidate()).isTrue();
    assertThat(at(16_000).whileRevalidate()).isFalse();
    assertThat(at(30_999).ifError()).isTrue();
    assertThat(at(31_000).ifError()).isFalse();
  }

  @Test
  void aClockThatWasSetBackMakesNothingYoungerThanNew() {
    assertThat(at(0).age()).isEqualTo(Duration.ZERO);
  }

  private static Freshness at(long nowMillis) {
    return Freshness.of(new StoredAbsence(1_000), LIFETIMES, nowMillis);
  }
}
