package dev.headwater.platform.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExtraRequestBudgetTest {
  private final AtomicLong nanos = new AtomicLong();
  private final ExtraRequestBudget budget = new ExtraRequestBudget(0.1, 2, nanos::get);

  @Test
  void aTenthOfTheRequestsIsAllowedBesidesTheFew() {
    int spent = 0;
    for (int i = 0; i < 1000; i++) {
      budget.earn();
      spent += budget.spend() ? 1 : 0;
    }
    assertThat(spent).isBetween(101, 102);
  }

  @Test
  void aFewASecondAreAllowedWithoutAnyRequest() {
    assertThat(spend()).isEqualTo(2);
    nanos.addAndGet(500_000_000);
    assertThat(spend()).isEqualTo(1);
    nanos.addAndGet(2_000_000_000);
    assertThat(spend()).isEqualTo(4);
  }

  @Test
  void onlySoManyAreSavedUp() {
    for (int i = 0; i < 100_000; i++) {
      budget.earn();
    }
    assertThat(spend()).isEqualTo(20);
    nanos.addAndGet(3_600_000_000_000L);
    assertThat(spend()).isEqualTo(20);
  }

  private int spend() {
    int spent = 0;
    while (budget.spend()) {
      spent++;
    }
    return spent;
  }
}
