package dev.headwater.edge.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What became of calls of the shared tier. Thread-safe. */
public final class RedisMeters {
  private final Counter hits;
  private final Counter misses;
  private final Counter failures;
  private final Counter damaged;
  private final Counter noRoom;
  private final Counter unusable;
  private final Counter writes;
  private final Counter skippedWrites;

  public RedisMeters(MeterRegistry registry) {
    this.hits = lookup(registry, "hit");
    this.misses = lookup(registry, "miss");
    this.failures = lookup(registry, "failure");
    this.damaged = lookup(registry, "damaged");
    this.noRoom = lookup(registry, "no-room");
    this.unusable = lookup(registry, "unusable");
    this.writes = write(registry, "written");
    this.skippedWrites = write(registry, "skipped");
  }

  private static Counter lookup(MeterRegistry registry, String outcome) {
    return Counter.builder("headwater.redis.lookups")
        .description("Look-ups in the shared tier; for the viewer, all but hits are misses")
        .tag("outcome", outcome)
        .register(registry);
  }

  private static Counter write(MeterRegistry registry, String outcome) {
    return Counter.builder("headwater.redis.writes")
        .description(
            "Responses offered to the shared tier; skipped ones failed, or found it busy or ahead")
        .tag("outcome", outcome)
        .register(registry);
  }

  /** There was an entry, and it was of use. */
  public void hit() {
    hits.increment();
  }

  public void miss() {
    misses.increment();
  }

  public void failure() {
    failures.increment();
  }

  /** There was an entry, which can't be read. */
  public void damaged() {
    damaged.increment();
  }

  /** There was an entry, and no memory for it. */
  public void noRoom() {
    noRoom.increment();
  }

  /** There was an entry that is stale, doubtful, or for other requests. */
  public void unusable() {
    unusable.increment();
  }

  public void written() {
    writes.increment();
  }

  public void skipped() {
    skippedWrites.increment();
  }
}
