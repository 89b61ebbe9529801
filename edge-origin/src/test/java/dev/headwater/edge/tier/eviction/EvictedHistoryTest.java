package dev.headwater.edge.tier.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvictedHistoryTest {
  private final List<Requests> forgotten = new ArrayList<>();
  private final EvictedHistory history = new EvictedHistory(forgotten::add);

  @Test
  void whatWasEvictedIsRememberedOnce() {
    Requests requests = new Requests(77);
    history.remember(1, requests);
    assertThat(history.recall(1)).isSameAs(requests);
    assertThat(history.recall(1)).isNull();
    assertThat(forgotten).isEmpty();
  }

  @Test
  void theOldestIsForgottenAndThatIsSaid() {
    int objects = 100_000;
    for (int object = 0; object < objects; object++) {
      history.remember(hash(object), new Requests(object));
    }
    int remembered = 0;
    for (int object = 0; object < objects; object++) {
      remembered += history.recall(hash(object)) == null ? 0 : 1;
    }
    assertThat(remembered + forgotten.size()).isEqualTo(objects);
    assertThat(remembered).isBetween(3_000, 5_000);
    assertThat(forgotten.getFirst().last()).isLessThan(objects / 10);
  }

  @Test
  void itGrowsWithTheCacheAndForgetsNothingByThat() {
    for (int object = 0; object < 1_000; object++) {
      history.remember(hash(object), new Requests(object));
    }
    history.sizeFor(10_000);
    history.sizeFor(10_000);
    for (int object = 0; object < 1_000; object++) {
      assertThat(history.recall(hash(object))).isNotNull();
    }
  }

  private static long hash(int object) {
    return new Entry<>(object, "", 1).hash;
  }
}
