package dev.headwater.edge.source.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private final AtomicLong now = new AtomicLong(1_000_000);
  private final RetryBudget budget = new RetryBudget(now::get);

  private int takeAll() {
    int taken = 0;
    while (budget.take()) {
      taken++;
    }
    return taken;
  }

  @Test
  void quietNodeMayRetryTenTimesAtOnce() {
    assertThat(takeAll()).isEqualTo(10);
  }

  @Test
  void fifthOfTheRequestsMayBeSentAgain() {
    takeAll();
    int retries = 0;
    for (int i = 0; i < 10_000; i++) {
      budget.requested();
      retries += budget.take() ? 1 : 0;
    }
    assertThat(retries).isEqualTo(2_000);
  }

  @Test
  void goodTimesSaveUpForAHundred() {
    for (int i = 0; i < 10_000; i++) {
      budget.requested();
    }
    assertThat(takeAll()).isEqualTo(100);
  }

  @Test
  void oneMoreEachSecondUpToTen() {
    takeAll();
    now.addAndGet(3_000);
    assertThat(takeAll()).isEqualTo(3);
    now.addAndGet(60_000);
    assertThat(takeAll()).isEqualTo(10);
  }
}
