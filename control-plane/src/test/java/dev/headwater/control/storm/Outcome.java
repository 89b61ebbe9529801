package dev.headwater.control.storm;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a number of callers got in a time. Immutable.
 *
 * @param name of the call
 * @param answers how many there were of each status
 * @param millis how long each good answer took, the fastest first
 * @param cpu what the server spent meanwhile
 */
record Outcome(
    String name,
    int callers,
    Duration time,
    Map<Integer, Integer> answers,
    List<Double> millis,
    Duration cpu) {
  private static final int GOOD = 200;

  static final String HEADER =
      "%-26s %7s %9s %12s %9s %9s %s"
          .formatted("call", "callers", "a second", "a CPU-second", "p50 ms", "p99 ms", "answers");

  private int good() {
    return answers.getOrDefault(GOOD, 0);
  }

  private double at(double quantile) {
    return millis.isEmpty() ? 0 : millis.get((int) (quantile * (millis.size() - 1)));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-26s %7d %9.1f %12.1f %9.1f %9.1f %s",
        name,
        callers,
        good() / seconds(time),
        good() / seconds(cpu),
        at(0.5),
        at(0.99),
        answers);
  }
}
