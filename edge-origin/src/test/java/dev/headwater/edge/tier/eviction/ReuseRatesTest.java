package dev.headwater.edge.tier.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReuseRatesTest {
  private static final int ONE_CLASS = ReuseClass.of(2, 7);
  private static final int OTHER_CLASS = ReuseClass.of(9, 7);

  private final ReuseRates rates = new ReuseRates();

  @Test
  void unlearnedItPrefersWhatWasUsedLast() {
    for (long age = 4; age < 1L << 30; age *= 2) {
      assertThat(rates.worth(ONE_CLASS, age)).isLessThan(rates.worth(ONE_CLASS, age / 2));
    }
  }

  @Test
  void aConstantRateOfReuseIsTheWorthAtEveryAge() {
    double rate = 0.001;
    for (int age = 0; age < 20_000; age++) {
      rates.waited(ONE_CLASS, age, age + 1, 100_000);
      for (int reuse = 0; reuse < 100; reuse++) {
        rates.reused(ONE_CLASS, age);
      }
    }
    rates.learn();
    for (long age : new long[] {10, 100, 1_000, 10_000}) {
      assertThat((double) rates.worth(ONE_CLASS, age)).isCloseTo(rate, within(rate / 10));
    }
  }

  @Test
  void whatComesBackLaterIsWorthMoreShortlyBeforeThan() {
    for (int object = 0; object < 1_000; object++) {
      rates.waited(ONE_CLASS, 0, 5_000, 1);
      rates.reused(ONE_CLASS, 5_000); // always after the same pause, as in a loop
    }
    rates.learn();
    assertThat(rates.worth(ONE_CLASS, 4_500)).isGreaterThan(rates.worth(ONE_CLASS, 10));
  }

  @Test
  void aClassThatComesBackMoreOftenIsWorthMore() {
    for (int object = 0; object < 10_000; object++) {
      rates.waited(ONE_CLASS, 0, 1_000, 1);
      rates.waited(OTHER_CLASS, 0, 1_000, 1);
    }
    for (int reuse = 0; reuse < 1_000; reuse++) {
      rates.reused(OTHER_CLASS, reuse);
    }
    rates.learn();
    assertThat(rates.worth(OTHER_CLASS, 100)).isGreaterThan(5 * rates.worth(ONE_CLASS, 100));
  }

  @Test
  void aClassWithoutEvidenceIsTakenForOneOfTheSameCount() {
    for (int object = 0; object < 10_000; object++) {
      rates.waited(ONE_CLASS, 0, 100_000, 1);
    }
    rates.learn();
    int unseen = ReuseClass.of(2, 13);
    assertThat(rates.worth(unseen, 1_000)).isLessThan(new ReuseRates().worth(unseen, 1_000));
  }

  @Test
  void whenTheWorkloadChangesItFollows() {
    for (int round = 0; round < 200; round++) {
      rates.waited(ONE_CLASS, 0, 1_000, 100);
      rates.learn();
    }
    float before = rates.worth(ONE_CLASS, 100);
    for (int round = 0; round < 200; round++) {
      rates.waited(ONE_CLASS, 0, 1_000, 100);
      for (int reuse = 0; reuse < 100; reuse++) {
        rates.reused(ONE_CLASS, 10L * reuse);
      }
      rates.learn();
    }
    assertThat(rates.worth(ONE_CLASS, 100)).isGreaterThan(10 * before);
  }
}
