package dev.headwater.control.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/**
 * A number of callers who call again as soon as they are answered. Immutable.
 *
 * @param server whose processor time counts
 */
record Load(ProcessHandle server, Duration time) {

  /** What one caller got. */
  private record Answers(Map<Integer, Integer> byStatus, List<Double> millis) {}

  /**
   * @param call takes the number of the call, returns the status of the answer
   */
  Outcome of(String name, int callers, IntUnaryOperator call) throws Exception {
    AtomicInteger number = new AtomicInteger();
    Duration before = cpu();
    long begin = System.nanoTime();
    List<Answers> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answers>> running = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        running.add(threads.submit(() -> call(call, number, begin + time.toNanos())));
      }
      for (Future<Answers> caller : running) {
        all.add(caller.get());
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    return outcome(name, all, took, cpu().minus(before));
  }

  private static Answers call(IntUnaryOperator call, AtomicInteger number, long end) {
    Answers answers = new Answers(new TreeMap<>(), new ArrayList<>());
    while (System.nanoTime() < end) {
      long asked = System.nanoTime();
      int status = call.applyAsInt(number.getAndIncrement());
      answers.byStatus.merge(status, 1, Integer::sum);
      if (status == 200) {
        answers.millis.add((System.nanoTime() - asked) / 1e6);
      }
    }
    return answers;
  }

  private static Outcome outcome(String name, List<Answers> all, Duration took, Duration cpu) {
    Map<Integer, Integer> byStatus = new TreeMap<>();
    List<Double> millis = new ArrayList<>();
    for (Answers answers : all) {
      answers.byStatus.forEach((status, count) -> byStatus.merge(status, count, Integer::sum));
      millis.addAll(answers.millis);
    }
    Collections.sort(millis);
    return new Outcome(name, all.size(), took, byStatus, millis, cpu);
  }

  private Duration cpu() {
    return server.info().totalCpuDuration().orElseThrow();
  }
}
