package dev.headwater.standalone.endtoend;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What viewers got for a while. Thread-safe. */
final class Playing {
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong fromRedis = new AtomicLong();
  private final Queue<Long> hits = new ConcurrentLinkedQueue<>();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();

  void add(Viewing.Answer answer) {
    answers.incrementAndGet();
    answer.error().ifPresent(errors::add);
    if (answer.fromRedis()) {
      fromRedis.incrementAndGet();
    }
    if (answer.hit()) {
      hits.add(answer.nanos());
    }
  }

  long answers() {
    return answers.get();
  }

  long misses() {
    return answers() - hits.size() - errors.size();
  }

  long fromRedis() {
    return fromRedis.get();
  }

  List<String> errors() {
    return List.copyOf(errors);
  }

  /**
   * How long hits took.
   *
   * @param share of them that took no longer, as 0.99
   */
  Duration hitTime(double share) {
    long[] sorted = hits.stream().mapToLong(Long::longValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalStateException("no hits (expected: some)");
    }
    int place = (int) Math.ceil(share * sorted.length) - 1;
    return Duration.ofNanos(sorted[Math.max(0, place)]);
  }
}
