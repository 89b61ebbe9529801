package dev.headwater.platform.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FirstByteTimesTest {
  private final FirstByteTimes times = new FirstByteTimes(Duration.ofMillis(20));

  @Test
  void fewReadsSayNothing() {
    add(39, 100);
    assertThat(times.hedgeAfterMillis()).isEmpty();
  }

  @Test
  void aReadIsSlowAfterThe95thPercentile() {
    for (int i = 0; i < 32; i++) {
      add(15, 30);
      add(1, 400);
    }
    assertThat(times.hedgeAfterMillis()).hasValue(400);
    add(512, 30);
    assertThat(times.hedgeAfterMillis()).hasValue(30);
  }

  @Test
  void quickReadsDoNotGoBelowTheFloor() {
    add(64, 2);
    assertThat(times.hedgeAfterMillis()).hasValue(20);
  }

  @Test
  void onlyTheLatestReadsCount() {
    add(512, 500);
    add(512, 50);
    assertThat(times.hedgeAfterMillis()).hasValue(50);
  }

  private void add(int count, long millis) {
    for (int i = 0; i < count; i++) {
      times.add(Duration.ofMillis(millis).toNanos());
    }
  }
}
