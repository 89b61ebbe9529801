package dev.headwater.edge.tier.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EvictedHistoryTest {
  private final AtomicInteger forgotten = new AtomicInteger();
  private final EvictedHistory history = new EvictedHistory((_, _) -> forgotten.incrementAndGet());

  @Test
  void whatWasEvictedIsRememberedOnce() {
    history.remember(entry(1, 77, 5));
    Entry<Integer, String> back = entry(1, 0, 0);
    assertThat(history.recall(back)).isTrue();
    assertThat(back.lastRequest).isEqualTo(77);
    assertThat(back.requests).isEqualTo(5);
    assertThat(back.reuseClass).isEqualTo(ReuseClass.of(5, 9));
    assertThat(history.recall(entry(1, 0, 0))).isFalse();
    assertThat(forgotten).hasValue(0);
  }

  @Test
  void theOldestIsForgottenAndThatIsSaid() {
    int remembered = 0;
    for (int key = 0; key < 100_000; key++) {
      history.remember(entry(key, key + 1L, 1));
    }
    for (int key = 0; key < 100_000; key++) {
      remembered += history.recall(entry(key, 0, 0)) ? 1 : 0;
    }
    assertThat(remembered + forgotten.get()).isEqualTo(100_000);
    assertThat(remembered).isBetween(3_000, 5_000);
  }

  @Test
  void itGrowsWithTheCacheAndForgetsNothingByThat() {
    for (int key = 0; key < 1_000; key++) {
      history.remember(entry(key, key + 1L, 1));
    }
    history.sizeFor(10_000);
    history.sizeFor(10_000);
    for (int key = 0; key < 1_000; key++) {
      assertThat(history.recall(entry(key, 0, 0))).isTrue();
    }
  }

  private static Entry<Integer, String> entry(int key, long lastRequest, int requests) {
    Entry<Integer, String> entry = new Entry<>(key, "", 1);
    entry.lastRequest = lastRequest;
    entry.requests = requests;
    entry.reuseClass = requests < 2 ? ReuseClass.ofNew() : ReuseClass.of(requests, 9);
    return entry;
  }
}
