package dev.headwater.edge.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What is asked of the source. Thread-safe. */
public final class SourceMeters {
  private final Counter reads;
  private final Counter validations;
  private final Counter documents;
  private final Counter failures;

  public SourceMeters(MeterRegistry registry) {
    this.reads = operation(registry, "read");
    this.validations = operation(registry, "validation");
    this.documents = operation(registry, "document");
    this.failures =
        Counter.builder("headwater.source.failures")
            .description("Calls of the source that failed or were late")
            .register(registry);
  }

  private static Counter operation(MeterRegistry registry, String operation) {
    return Counter.builder("headwater.source.requests")
        .description("Calls of the source: reads of bodies, validations, reads of own documents")
        .tag("operation", operation)
        .register(registry);
  }

  public void read() {
    reads.increment();
  }

  public void validation() {
    validations.increment();
  }

  public void document() {
    documents.increment();
  }

  public void failure() {
    failures.increment();
  }
}
