package dev.headwater.edge.affinity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RendezvousHashTest {
  private static final int KEYS = 100_000;

  private static List<String> hosts(int count) {
    return IntStream.range(0, count).mapToObj(i -> "http://10.0.0." + i + ":8080").toList();
  }

  private static String key(int number) {
    return "/vod/title/epoch/720p/" + number + ".m4s";
  }

  @Test
  void everyHostIsInTheOrderOnce() {
    assertThat(new RendezvousHash(hosts(5)).order("/a")).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
  }

  @Test
  void keysAreSpreadEvenly() {
    RendezvousHash hash = new RendezvousHash(hosts(7));
    Map<Integer, Integer> counts = new HashMap<>();
    IntStream.range(0, KEYS)
        .forEach(i -> counts.merge(hash.order(key(i)).getFirst(), 1, Integer::sum));
    assertThat(counts).hasSize(7);
    assertThat(counts.values())
        .allSatisfy(count -> assertThat(count * 7.0 / KEYS).isCloseTo(1, within(0.03)));
  }

  @Test
  void keysOfALostHostAreSpreadEvenlyToo() {
    RendezvousHash hash = new RendezvousHash(hosts(5));
    Map<Integer, Integer> seconds = new HashMap<>();
    IntStream.range(0, KEYS)
        .mapToObj(i -> hash.order(key(i)))
        .filter(order -> order.getFirst() == 2)
        .forEach(order -> seconds.merge(order.get(1), 1, Integer::sum));
    assertThat(seconds).hasSize(4);
    assertThat(seconds.values())
        .allSatisfy(count -> assertThat(count * 20.0 / KEYS).isCloseTo(1, within(0.06)));
  }

  @Test
  void newHostTakesKeysAndMovesNoOthers() {
    RendezvousHash before = new RendezvousHash(hosts(4));
    RendezvousHash after = new RendezvousHash(hosts(5));
    int moved = 0;
    for (int i = 0; i < KEYS; i++) {
      int now = after.order(key(i)).getFirst();
      if (now != before.order(key(i)).getFirst()) {
        assertThat(now).isEqualTo(4);
        moved++;
      }
    }
    assertThat(moved * 5.0 / KEYS).isCloseTo(1, within(0.03));
  }

  @Test
  void orderDoesNotDependOnTheOrderOfTheSettings() {
    List<String> names = hosts(4);
    List<String> reversed = names.reversed();
    for (int i = 0; i < 100; i++) {
      List<String> one = new ArrayList<>();
      new RendezvousHash(names).order(key(i)).forEach(index -> one.add(names.get(index)));
      List<String> other = new ArrayList<>();
      new RendezvousHash(reversed).order(key(i)).forEach(index -> other.add(reversed.get(index)));
      assertThat(one).isEqualTo(other);
    }
  }
}
