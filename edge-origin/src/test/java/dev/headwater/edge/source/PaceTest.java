package dev.headwater.edge.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long LIMIT_MILLIS = 10_000;

  private final Pace pace = new Pace(LIMIT_MILLIS);
  private long nowNanos = -5;

  private void pass(long millis) {
    nowNanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private long leftMillis() {
    return TimeUnit.NANOSECONDS.toMillis(pace.leftNanos(nowNanos));
  }

  /** So often, so many bytes come, each time after so long. */
  private void come(int times, int bytes, long afterMillis) {
    for (int i = 0; i < times; i++) {
      pass(afterMillis);
      pace.came(bytes, nowNanos);
    }
  }

  @Test
  void nothingForTheLimitIsTooSlow() {
    pace.expect(nowNanos);
    come(1, 1_000_000, 4_000);
    pass(9_999);
    assertThat(leftMillis()).isEqualTo(1);
    pass(1);
    assertThat(leftMillis()).isZero();
  }

  @Test
  void aByteNowAndThenIsTooSlow() {
    pace.expect(nowNanos);
    come(9, 1, 1_000);
    assertThat(leftMillis()).isEqualTo(1_000);
    come(1, 1, 1_000);
    assertThat(leftMillis()).isZero();
  }

  @Test
  void theLeastRateGoesOnForever() {
    pace.expect(nowNanos);
    for (int i = 0; i < 1_000; i++) {
      come(1, 1_024, 1_000);
      assertThat(leftMillis()).isPositive();
    }
  }

  @Test
  void whatCameLongAgoIsNoCredit() {
    pace.expect(nowNanos);
    come(1, 1_000_000, 10_000);
    assertThat(leftMillis()).isEqualTo(LIMIT_MILLIS);
    come(10, 1, 1_000);
    assertThat(leftMillis()).isZero();
  }

  @Test
  void timeInWhichNobodyWaitsDoesNotCount() {
    pace.expect(nowNanos);
    pass(1_000);
    pace.rest(nowNanos);
    pass(1_000_000);
    pace.expect(nowNanos);
    assertThat(leftMillis()).isEqualTo(9_000);
  }

  @Test
  void readerThatPausesAtEachByteHidesNothing() {
    for (int i = 0; i < 10; i++) {
      pace.expect(nowNanos);
      come(1, 1, 1_000);
      pace.rest(nowNanos);
      pass(50);
    }
    pace.expect(nowNanos);
    assertThat(leftMillis()).isZero();
  }
}
