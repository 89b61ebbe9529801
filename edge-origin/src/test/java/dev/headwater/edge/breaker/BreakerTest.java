package dev.headwater.edge.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private final AtomicLong now = new AtomicLong(1_000_000);
  private final Breaker breaker = new Breaker(now::get);

  @Test
  void fewFailuresProveNothing() {
    fail(19);
    assertThat(breaker.permits()).isTrue();
  }

  @Test
  void halfOfTwentyCallsFailedOpensIt() {
    succeed(10);
    fail(10);
    assertThat(breaker.permits()).isFalse();
  }

  @Test
  void lessThanHalfKeepsItClosed() {
    succeed(15);
    fail(14);
    assertThat(breaker.permits()).isTrue();
  }

  @Test
  void failuresOfAnEarlierWindowAreForgotten() {
    fail(15);
    now.addAndGet(10_000);
    fail(10);
    assertThat(breaker.permits()).isTrue();
  }

  @Test
  void anotherTimeBeforeTheTrialCanBeGiven() {
    Breaker eager = new Breaker(now::get, Duration.ofSeconds(2));
    for (int i = 0; i < 20; i++) {
      eager.failed();
    }
    now.addAndGet(1_999);
    assertThat(eager.permits()).isFalse();
    now.addAndGet(1);
    assertThat(eager.permits()).isTrue();
  }

  @Test
  void afterThirtySecondsOneCallIsTheTrial() {
    fail(20);
    now.addAndGet(30_000);
    assertThat(breaker.permits()).isTrue();
    assertThat(breaker.permits()).isFalse();
    breaker.succeeded();
    assertThat(breaker.permits()).isTrue();
  }

  @Test
  void aCallThatBeganBeforeItOpenedDoesNotCloseIt() {
    fail(20);
    breaker.succeeded();
    assertThat(breaker.permits()).isFalse();
  }

  @Test
  void aFailedTrialKeepsItOpen() {
    fail(20);
    now.addAndGet(30_000);
    assertThat(breaker.permits()).isTrue();
    breaker.failed();
    assertThat(breaker.permits()).isFalse();
    assertThat(breaker.retryAfter()).isEqualTo(Duration.ofSeconds(30));
  }

  private void fail(int calls) {
    for (int i = 0; i < calls; i++) {
      breaker.failed();
    }
  }

  private void succeed(int calls) {
    for (int i = 0; i < calls; i++) {
      breaker.succeeded();
    }
  }
}
