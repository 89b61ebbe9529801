package dev.headwater.control.cdn;

import dev.headwater.control.cdn.CdnPurgeTable.Count;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** How purges get on at CDNs. Thread-safe. */
final class FanOutMeters {
  private static final String TAG = "cdn";

  private final MeterRegistry registry;
  private final Map<String, AtomicLong> pending = new HashMap<>();
  private final Map<String, AtomicLong> failed = new HashMap<>();

  FanOutMeters(MeterRegistry registry, List<String> cdns) {
    this.registry = registry;
    for (String cdn : cdns) {
      pending.put(
          cdn, gauge("headwater.cdn.purges.pending", "Purges that a CDN is to be told of", cdn));
      failed.put(
          cdn, gauge("headwater.cdn.purges.failed", "Purges that a CDN has not applied", cdn));
    }
  }

  private AtomicLong gauge(String name, String description, String cdn) {
    AtomicLong value = new AtomicLong();
    Gauge.builder(name, value, AtomicLong::get)
        .description(description)
        .tag(TAG, cdn)
        .register(registry);
    return value;
  }

  void counted(List<Count> counts) {
    pending.forEach((cdn, value) -> value.set(count(counts, cdn, "pending")));
    failed.forEach((cdn, value) -> value.set(count(counts, cdn, "failed")));
  }

  private static long count(List<Count> counts, String cdn, String state) {
    return counts.stream()
        .filter(count -> count.cdn().equals(cdn) && count.state().equals(state))
        .mapToLong(Count::purges)
        .sum();
  }

  /** What became of telling a CDN of a purge: told (once more to come), applied, again, failed. */
  void ended(String cdn, String outcome) {
    Counter.builder("headwater.cdn.purges")
        .description("Purges that a CDN was told of, by what came of it")
        .tag(TAG, cdn)
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  void applied(String cdn, Duration took) {
    Timer.builder("headwater.cdn.purge.time")
        .description("From the call for a purge until the CDN has applied it for good")
        .tag(TAG, cdn)
        .register(registry)
        .record(took);
  }
}
