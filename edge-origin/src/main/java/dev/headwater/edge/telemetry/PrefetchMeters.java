package dev.headwater.edge.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What is fetched before anyone asks. Thread-safe. */
public final class PrefetchMeters {
  private final Counter begun;
  private final Counter skipped;

  public PrefetchMeters(MeterRegistry registry) {
    this.begun = counter(registry, "begun");
    this.skipped = counter(registry, "skipped");
  }

  private static Counter counter(MeterRegistry registry, String outcome) {
    return Counter.builder("headwater.prefetches")
        .description("Segments fetched before a session asks; skipped ones found no budget")
        .tag("outcome", outcome)
        .register(registry);
  }

  public void begun() {
    begun.increment();
  }

  public void skipped() {
    skipped.increment();
  }
}
