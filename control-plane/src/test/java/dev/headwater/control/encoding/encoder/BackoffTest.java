package dev.headwater.control.encoding.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration SHORT = Duration.ofSeconds(1);

  @Test
  void itDoublesUntilItIsExhausted() {
    Backoff backoff = Backoff.FIRST;
    for (int run = 1; run <= 5; run++) {
      backoff = backoff.after(SHORT);
      assertThat(backoff.next()).isEqualTo(Duration.ofMillis(250L << run));
      assertThat(backoff.isExhausted()).isFalse();
    }
    assertThat(backoff.after(SHORT).isExhausted()).isTrue();
  }

  @Test
  void aGoodRunBeginsItAnew() {
    assertThat(Backoff.FIRST.after(SHORT).after(Duration.ofSeconds(30))).isEqualTo(Backoff.FIRST);
  }
}
