package dev.headwater.edge.tier.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WaitingObjectsTest {
  private static final int CLASS = ReuseClass.ofNew();

  private final ReuseRates rates = new ReuseRates();
  private final WaitingObjects waiting = new WaitingObjects(rates);

  /** Without looking at any object, it must learn the rate at which they come back. */
  @Test
  void whoWaitsIsAccountedForUntilAskedForAgain() {
    Random random = new Random(3);
    long[] lastRequests = new long[1_000];
    for (long now = 1; now <= 200_000; now++) {
      int object = random.nextInt(lastRequests.length);
      if (lastRequests[object] > 0) {
        waiting.ended(CLASS, lastRequests[object], now);
        rates.reused(CLASS, now - lastRequests[object]);
      }
      lastRequests[object] = now;
      waiting.began(CLASS);
      if (now % 500 == 0) {
        waiting.closeEpoch(now);
        rates.learn();
      }
    }
    double rate = 1.0 / lastRequests.length; // drawn at random: the same at every age
    for (long age : new long[] {20, 200, 1_000, 3_000}) {
      assertThat((double) rates.worth(CLASS, age)).isCloseTo(rate, within(rate / 5));
    }
    assertThat(waiting.population()).isEqualTo(lastRequests.length);
  }

  /** Far more epochs than are told apart. */
  @Test
  void whoWaitsForLongIsNotLost() {
    Deque<Long> lastRequests = new ArrayDeque<>();
    for (long now = 1; now <= 5_000; now++) {
      waiting.began(CLASS);
      lastRequests.add(now);
      if (now % 10 == 0) {
        waiting.closeEpoch(now);
      }
    }
    assertThat(waiting.population()).isEqualTo(5_000);
    lastRequests.forEach(request -> waiting.ended(CLASS, request, 5_001));
    assertThat(waiting.population()).isZero();
  }
}
