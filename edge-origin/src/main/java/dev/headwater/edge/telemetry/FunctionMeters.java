package dev.headwater.edge.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** Calls of functions by what became of them, and how long they took. Thread-safe. */
public final class FunctionMeters {
  private record Key(String function, String outcome) {}

  private record Series(Counter calls, Timer durations) {}

  private final MeterRegistry registry;
  private final ConcurrentMap<Key, Series> series = new ConcurrentHashMap<>();

  public FunctionMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A call ended, or was not made at all: then it took no time, which counts for none. */
  public void ended(String function, String outcome, long tookNanos) {
    Key key = new Key(function, outcome);
    Series known = series.get(key); // unlike computeIfAbsent, it never waits
    Series all = known == null ? series.computeIfAbsent(key, this::series) : known;
    all.calls.increment();
    if (tookNanos > 0) {
      all.durations.record(tookNanos, TimeUnit.NANOSECONDS);
    }
  }

  private Series series(Key key) {
    return new Series(
        Counter.builder("headwater.function.calls")
            .description("Calls of functions by what became of them")
            .tag("function", key.function)
            .tag("outcome", key.outcome)
            .register(registry),
        Timer.builder("headwater.function.duration")
            .description("How long calls of functions took; the event loop waits for them")
            .tag("function", key.function)
            .register(registry));
  }
}
