package dev.headwater.edge.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What nodes have of each other: leases, and what is read from who holds them. Thread-safe. */
public final class PeerMeters {
  private final Counter taken;
  private final Counter takenOver;
  private final Counter waited;
  private final Counter lost;
  private final Counter unavailable;
  private final MeterRegistry registry;
  private final Counter bytes;
  private final Counter resumed;

  public PeerMeters(MeterRegistry registry) {
    this.registry = registry;
    this.taken = lease(registry, "taken");
    this.takenOver = lease(registry, "taken-over");
    this.waited = lease(registry, "waited");
    this.lost = lease(registry, "lost");
    this.unavailable = lease(registry, "unavailable");
    this.bytes =
        Counter.builder("headwater.peer.bytes")
            .description("Body bytes that were read from other nodes")
            .register(registry);
    this.resumed =
        Counter.builder("headwater.peer.resumed")
            .description("Contents whose rest had to come from elsewhere than their first bytes")
            .register(registry);
  }

  private static Counter lease(MeterRegistry registry, String outcome) {
    return Counter.builder("headwater.leases")
        .description("Leases asked for in Redis: whose they were, were lost, or couldn't be had")
        .tag("outcome", outcome)
        .register(registry);
  }

  /**
   * This node asks the source.
   *
   * @param over whether in place of a holder that was of no use
   */
  public void taken(boolean over) {
    (over ? takenOver : taken).increment();
  }

  /** Another node holds it. */
  public void waited() {
    waited.increment();
  }

  /** A lease of this node's had become another's. */
  public void lost() {
    lost.increment();
  }

  /** Redis did not answer in time. */
  public void unavailable() {
    unavailable.increment();
  }

  /** A holder answered, or didn't: it was cut off, or silent. */
  public void asked(String answer) {
    Counter.builder("headwater.peer.requests")
        .description("Requests to the holders of leases, by their answer")
        .tag("answer", answer)
        .register(registry)
        .increment();
  }

  /** Content came from a holder. */
  public void read(int count) {
    bytes.increment(count);
  }

  /** The rest of some content is to come from elsewhere. */
  public void resumed() {
    resumed.increment();
  }
}
