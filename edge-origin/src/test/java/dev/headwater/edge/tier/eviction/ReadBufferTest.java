package dev.headwater.edge.tier.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadBufferTest {
  private final ReadBuffer<Integer> buffer = new ReadBuffer<>();

  @Test
  void whatOneThreadOffersIsDrainedInOrderUntilItIsFull() {
    int offered = 0;
    while (buffer.offer(offered)) {
      offered++;
    }
    List<Integer> drained = new ArrayList<>();
    buffer.drainTo(drained::add);
    assertThat(drained).hasSize(offered).isSorted().doesNotHaveDuplicates();
    assertThat(buffer.offer(0)).isTrue();
  }

  @Test
  void nothingIsDrainedTwiceUnderRaces() throws InterruptedException {
    int perThread = 50_000;
    int threads = 4;
    AtomicInteger[] seen = new AtomicInteger[threads * perThread];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = new AtomicInteger();
    }
    List<Thread> writers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int first = t * perThread;
      writers.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = first; i < first + perThread; i++) {
                  buffer.offer(i);
                }
              }));
    }
    while (writers.stream().anyMatch(Thread::isAlive)) {
      buffer.drainTo(element -> seen[element].incrementAndGet());
    }
    buffer.drainTo(element -> seen[element].incrementAndGet());
    assertThat(seen).allSatisfy(count -> assertThat(count.get()).isLessThanOrEqualTo(1));
    assertThat(seen).anySatisfy(count -> assertThat(count).hasValue(1));
  }
}
