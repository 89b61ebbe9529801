package dev.headwater.control.packaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** What a worker counts. Thread-safe. */
final class PackagingMetrics {
  /** How a lease of a job ended. */
  enum Outcome {
    DONE,
    FAILED,
    RETRIED,
    GIVEN_BACK,
    CANCELLED,
    LOST
  }

  private final MeterRegistry registry;
  private final AtomicLong waiting = new AtomicLong();
  private final DistributionSummary encoding;

  PackagingMetrics(MeterRegistry registry) {
    this.registry = registry;
    encoding =
        DistributionSummary.builder("packaging.encode.ratio")
            .description("Seconds of encoding for a second of media")
            .register(registry);
    Gauge.builder("packaging.jobs.waiting", waiting, AtomicLong::get)
        .description("Jobs that wait for a worker")
        .register(registry);
  }

  void ended(Outcome outcome) {
    Counter.builder("packaging.jobs")
        .description("Jobs by how this worker's work on them ended")
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .register(registry)
        .increment();
  }

  void encoded(double mediaSeconds, Duration took) {
    if (mediaSeconds > 0) {
      encoding.record(took.toMillis() / 1000.0 / mediaSeconds);
    }
  }

  void waiting(long jobs) {
    waiting.set(jobs);
  }
}
