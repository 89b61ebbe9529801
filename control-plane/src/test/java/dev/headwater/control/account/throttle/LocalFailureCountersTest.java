package dev.headwater.control.account.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LocalFailureCountersTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration WINDOW = Duration.ofMinutes(15);

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final LocalFailureCounters counters = new LocalFailureCounters(WINDOW, now::get);

  @Test
  void failuresAddUpUnderTheirKey() {
    counters.add("a").await();
    counters.add("a").await();
    counters.add("b").await();
    assertThat(counters.read("a").await().failures()).isEqualTo(2);
    assertThat(counters.read("b").await().failures()).isEqualTo(1);
    assertThat(counters.read("c").await()).isEqualTo(FailureCount.NONE);
  }

  @Test
  void theWindowBeginsWithTheFirstFailure() {
    counters.add("a").await();
    now.set(START.plus(Duration.ofMinutes(10)));
    counters.add("a").await();
    assertThat(counters.read("a").await()).isEqualTo(new FailureCount(2, Duration.ofMinutes(5)));
  }

  @Test
  void afterItsWindowAKeyBeginsAnew() {
    counters.add("a").await();
    now.set(START.plus(WINDOW));
    assertThat(counters.read("a").await()).isEqualTo(FailureCount.NONE);
    counters.add("a").await();
    assertThat(counters.read("a").await()).isEqualTo(new FailureCount(1, WINDOW));
  }

  @Test
  void aForgottenKeyHasNoFailures() {
    counters.add("a").await();
    counters.forget("a").await();
    assertThat(counters.read("a").await()).isEqualTo(FailureCount.NONE);
  }
}
