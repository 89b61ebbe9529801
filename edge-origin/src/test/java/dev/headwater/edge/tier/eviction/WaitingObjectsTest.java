package dev.headwater.edge.tier.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Arrays;
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
    Requests[] objects = new Requests[1_000];
    Arrays.setAll(objects, first -> begun(first + 1L));
    for (long now = objects.length + 1L; now <= 200_000; now++) {
      int object = random.nextInt(objects.length);
      Requests again = objects[object];
      waiting.ended(again, now);
      rates.reused(CLASS, now - again.last());
      objects[object] = begun(now);
      if (now % 500 == 0) {
        waiting.closeEpoch(now);
        rates.learn();
      }
    }
    double rate = 1.0 / objects.length; // drawn at random: the same at every age
    for (long age : new long[] {20, 200, 1_000, 3_000}) {
      assertThat((double) rates.worth(CLASS, age)).isCloseTo(rate, within(rate / 5));
    }
    assertThat(waiting.population()).isEqualTo(objects.length);
  }

  /** Far more epochs than are told apart. */
  @Test
  void whoWaitsForLongIsNotLost() {
    Deque<Requests> objects = new ArrayDeque<>();
    for (long now = 1; now <= 5_000; now++) {
      objects.add(begun(now));
      if (now % 10 == 0) {
        waiting.closeEpoch(now);
      }
    }
    assertThat(waiting.population()).isEqualTo(5_000);
    objects.forEach(object -> waiting.ended(object, 5_001));
    assertThat(waiting.population()).isZero();
  }

  private Requests begun(long now) {
    waiting.began(CLASS);
    return new Requests(now);
  }
}
