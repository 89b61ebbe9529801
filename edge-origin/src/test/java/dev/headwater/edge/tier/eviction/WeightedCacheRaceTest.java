package dev.headwater.edge.tier.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WeightedCacheRaceTest {
  private static final long MAX_WEIGHT = 1_000;
  private static final int KEYS = 100;
  private static final int MAX_VALUE_WEIGHT = 50;
  private static final int ACTIONS = 60_000;
  private static final int THREADS = 4;

  /** A value that counts how often it was said to be gone. */
  private static final class Value {
    final int key;
    final int weight;
    final AtomicInteger gone = new AtomicInteger();

    Value(int key, int weight) {
      this.key = key;
      this.weight = weight;
    }
  }

  private final ConcurrentMap<Value, Boolean> values = new ConcurrentHashMap<>();
  private final WeightedCache<Integer, Value> cache =
      new WeightedCache<>(
          MAX_WEIGHT, (_, value) -> value.weight, (_, value, _) -> value.gone.incrementAndGet());
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  @Test
  void eachValueIsEitherKeptOrGoneOnce() throws InterruptedException {
    race();
    cache.forEach((_, kept) -> {
      assertThat(kept.gone).hasValue(0);
      values.remove(kept);
    });
    assertThat(values.keySet()).allSatisfy(value -> assertThat(value.gone).hasValue(1));
  }

  @Test
  void theBooksAreRightInTheEnd() throws InterruptedException {
    race();
    AtomicInteger weight = new AtomicInteger();
    cache.forEach((_, kept) -> weight.addAndGet(kept.weight));
    assertThat(cache.weight()).isEqualTo(weight.get()).isLessThanOrEqualTo(MAX_WEIGHT);
    cache.clear();
    assertThat(cache.weight()).isZero();
    assertThat(values.keySet()).allSatisfy(value -> assertThat(value.gone).hasValue(1));
  }

  /** A writer that goes on when it is let: it is asked, under the lock, whether it is the other. */
  private record SlowKey(CountDownLatch asked, CountDownLatch let) {
    @Override
    public boolean equals(Object other) {
      asked.countDown();
      try {
        return let.await(1, TimeUnit.MINUTES) && this == other;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  @Test
  void noReaderWaitsForAWriter() throws InterruptedException {
    WeightedCache<Object, Integer> slow = new WeightedCache<>(1_000, (_, _) -> 1, (_, _, _) -> {});
    slow.put(1, 1); // has the hash of the slow key
    slow.put(2, 2);
    SlowKey key = new SlowKey(new CountDownLatch(1), new CountDownLatch(1));
    Thread writer = Thread.ofPlatform().start(() -> guarded(() -> slow.put(key, 3)));
    key.asked.await();
    Thread reader = Thread.ofPlatform().start(() -> guarded(() -> readOften(slow)));
    reader.join(TimeUnit.SECONDS.toMillis(30));
    boolean waits = reader.isAlive();
    key.let.countDown();
    writer.join();
    reader.join();
    assertThat(waits).isFalse();
    assertThat(failure.get()).isNull();
  }

  /** More often than the buffer has room. */
  private static void readOften(WeightedCache<Object, Integer> cache) {
    for (int i = 0; i < 10_000; i++) {
      assertThat(cache.get(2)).isEqualTo(2);
    }
  }

  /** While writers race, the weight of what can be seen is watched by one more thread. */
  private void race() throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int seed = t;
      threads.add(Thread.ofPlatform().start(() -> guarded(() -> act(new Random(seed)))));
    }
    Thread watcher = Thread.ofPlatform().start(() -> guarded(() -> watch(over)));
    for (Thread thread : threads) {
      thread.join();
    }
    over.set(true);
    watcher.join();
    assertThat(failure.get()).isNull();
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | AssertionError e) {
      failure.set(e);
    }
  }

  private void watch(AtomicBoolean over) {
    while (!over.get()) {
      assertThat(cache.weight()).isBetween(0L, MAX_WEIGHT);
    }
  }

  private void act(Random random) {
    for (int i = 0; i < ACTIONS; i++) {
      int key = random.nextInt(KEYS);
      Value found = cache.get(key);
      if (found != null) {
        assertThat(found.key).isEqualTo(key);
      }
      switch (random.nextInt(8)) {
        case 0 -> cache.put(key, value(random, key));
        case 1 -> putIfAbsent(key, value(random, key));
        case 2 -> replace(key, found, value(random, key));
        case 3 -> cache.remove(key);
        case 4 -> cache.remove(key, found);
        default -> cache.get(random.nextInt(10));
      }
    }
  }

  private void putIfAbsent(int key, Value value) {
    if (cache.putIfAbsent(key, value) != null) {
      values.remove(value); // was never the cache's
    }
  }

  private void replace(int key, @Nullable Value found, Value value) {
    if (found == null || !cache.replace(key, found, value)) {
      values.remove(value);
    }
  }

  private Value value(Random random, int key) {
    Value value = new Value(key, 1 + random.nextInt(MAX_VALUE_WEIGHT));
    values.put(value, true);
    return value;
  }
}
