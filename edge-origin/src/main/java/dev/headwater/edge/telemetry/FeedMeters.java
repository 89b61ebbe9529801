package dev.headwater.edge.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongSupplier;

/** How the node follows the control feed. Thread-safe. */
public final class FeedMeters {
  private final MeterRegistry registry;
  private final Counter applied;
  private final Counter unknown;
  private final Counter purged;
  private final Counter gaps;
  private final Counter restarts;
  private final Counter failures;

  public FeedMeters(MeterRegistry registry) {
    this.registry = registry;
    this.applied = counter("applied", "Lines of the feed that were put in force");
    this.unknown = counter("unknown", "Lines that this version can't read, and skipped");
    this.purged = counter("purged.items", "Tags, paths and prefixes that were purged");
    this.gaps = counter("gaps", "Pages that didn't follow on what was applied");
    this.restarts = counter("restarts", "Times that the node had to begin anew");
    this.failures = counter("failures", "Questions to a control plane that had no good answer");
  }

  private Counter counter(String name, String description) {
    return Counter.builder("headwater.feed." + name).description(description).register(registry);
  }

  /**
   * Shows where the node is.
   *
   * @param silentMillis since a control plane was last heard of
   */
  public void follow(LongSupplier sequence, LongSupplier items, LongSupplier silentMillis) {
    Gauge.builder("headwater.feed.sequence", sequence, LongSupplier::getAsLong)
        .strongReference(true)
        .description("How far the node has applied the feed")
        .register(registry);
    Gauge.builder("headwater.purge.items", items, LongSupplier::getAsLong)
        .strongReference(true)
        .description("What all reads are held against")
        .register(registry);
    Gauge.builder("headwater.feed.silence", silentMillis, silent -> silent.getAsLong() / 1e3)
        .strongReference(true)
        .baseUnit("seconds")
        .description("Time since a control plane was last heard of")
        .register(registry);
  }

  public void applied(int lines) {
    applied.increment(lines);
  }

  public void unknown() {
    unknown.increment();
  }

  public void purged(int items) {
    purged.increment(items);
  }

  public void gap() {
    gaps.increment();
  }

  public void restart() {
    restarts.increment();
  }

  /**
   * The node has looked for the snapshot in the object store.
   *
   * @param outcome {@code opened}, {@code absent}, {@code unread}, or why it was refused
   */
  public void snapshot(String outcome) {
    Counter.builder("headwater.feed.snapshots")
        .tag("outcome", outcome)
        .description("What came of looking for the snapshot of the feed")
        .register(registry)
        .increment();
  }

  public void failed() {
    failures.increment();
  }
}
