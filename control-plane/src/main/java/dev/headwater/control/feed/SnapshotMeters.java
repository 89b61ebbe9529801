package dev.headwater.control.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/** How this instance writes snapshots. Thread-safe. */
final class SnapshotMeters {
  private final DistributionSummary written;
  private final Counter failed;

  SnapshotMeters(MeterRegistry registry) {
    this.written =
        DistributionSummary.builder("headwater.feed.snapshots.written")
            .baseUnit("bytes")
            .description("Snapshots of the feed that this instance wrote to the object store")
            .register(registry);
    this.failed =
        Counter.builder("headwater.feed.snapshots.failed")
            .description("Snapshots that could not be written")
            .register(registry);
  }

  void written(int bytes) {
    written.record(bytes);
  }

  void failed() {
    failed.increment();
  }
}
