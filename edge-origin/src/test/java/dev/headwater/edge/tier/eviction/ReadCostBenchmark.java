package dev.headwater.edge.tier.eviction;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a hit costs here and in Caffeine, side by side: nanoseconds of processor time for one read
 * of 10,000 favoured keys, the median of several rounds taken in turn.
 *
 * <pre>
 * ./mvnw -q -pl edge-origin -am test-compile
 * ./mvnw -q -pl edge-origin dependency:build-classpath -Dmdep.outputFile=target/test.classpath
 * java -cp edge-origin/target/test-classes:edge-origin/target/classes:$(cat \
 *     edge-origin/target/test.classpath) dev.headwater.edge.tier.eviction.ReadCostBenchmark 2
 * </pre>
 *
 * The argument is the number of threads, one if there is none.
 */
final class ReadCostBenchmark {
  private static final int KEYS = 10_000;
  private static final int READS = 3_000_000;
  private static final int ROUNDS = 7;

  private ReadCostBenchmark() {}

  @SuppressWarnings("SystemOut") // the figures are what this program is for
  public static void main(String[] arguments) throws InterruptedException {
    int threads = arguments.length == 0 ? 1 : Integer.parseInt(arguments[0]);
    String[] keys = new String[KEYS];
    WeightedCache<String, String> ours = new WeightedCache<>(KEYS, (_, _) -> 1, (_, _, _) -> {});
    Cache<String, String> caffeine =
        Caffeine.newBuilder()
            .maximumWeight(KEYS)
            .weigher((String _, String _) -> 1)
            .executor(Runnable::run)
            .build();
    for (int i = 0; i < KEYS; i++) {
      keys[i] = "/vod/title/1/rendition/" + i + ".m4s";
      ours.put(keys[i], keys[i]);
      caffeine.put(keys[i], keys[i]);
    }
    List<Double> oursNanos = new ArrayList<>();
    List<Double> caffeineNanos = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      oursNanos.add(nanosPerRead(threads, keys, ours::get));
      caffeineNanos.add(nanosPerRead(threads, keys, caffeine::getIfPresent));
    }
    System.out.printf(
        Locale.ROOT,
        "%d threads: %.0f ns here, %.0f ns in Caffeine%n",
        threads,
        median(oursNanos),
        median(caffeineNanos));
  }

  private static double nanosPerRead(
      int threads, String[] keys, Function<String, @Nullable String> read)
      throws InterruptedException {
    LongAdder nanos = new LongAdder();
    List<Thread> readers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int seed = t;
      readers.add(Thread.ofPlatform().start(() -> nanos.add(readAll(seed, keys, read))));
    }
    for (Thread reader : readers) {
      reader.join();
    }
    return (double) nanos.sum() / threads / READS;
  }

  /** The processor time of the calling thread that it took. */
  private static long readAll(int seed, String[] keys, Function<String, @Nullable String> read) {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long begin = clock.getCurrentThreadCpuTime();
    SplittableRandom random = new SplittableRandom(seed);
    int found = 0;
    for (int i = 0; i < READS; i++) {
      double favour = random.nextDouble();
      if (read.apply(keys[(int) (favour * favour * favour * KEYS)]) != null) {
        found++;
      }
    }
    if (found != READS) {
      throw new IllegalStateException("hits: " + found + " (expected: " + READS + ")");
    }
    return clock.getCurrentThreadCpuTime() - begin;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
