package dev.headwater.edge.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** How the node stands to its cluster. Thread-safe. */
public final class ClusterMeters {
  private final MeterRegistry registry;

  public ClusterMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Shows what is there now.
   *
   * @param members 0 while the node is away from the cluster
   * @param own viewers of this node
   * @param all viewers of all nodes that are heard
   * @param uncounted requests of viewers that there was no room for
   */
  public void show(IntSupplier members, IntSupplier own, IntSupplier all, LongSupplier uncounted) {
    gauge("headwater.cluster.members", members, "Nodes of the cluster; 0 while this one is away");
    gauge("headwater.viewers", own, "Viewers of this node within the last half minute");
    gauge(
        "headwater.cluster.viewers", all, "Viewers of all nodes that are heard, this one included");
    FunctionCounter.builder(
            "headwater.viewers.uncounted", uncounted, supplier -> supplier.getAsLong())
        .description("Requests of viewers that there was no room to count")
        .register(registry);
  }

  private void gauge(String name, IntSupplier value, String description) {
    Gauge.builder(name, value, IntSupplier::getAsInt)
        .strongReference(true)
        .description(description)
        .register(registry);
  }

  public void joined() {
    join("joined");
  }

  public void failed() {
    join("failed");
  }

  private void join(String outcome) {
    counter("headwater.cluster.joins", "outcome", outcome, "Attempts to join the cluster")
        .increment();
  }

  /** A stay was given up for a new one. */
  public void rebuilt(String cause) {
    counter("headwater.cluster.rebuilds", "cause", cause, "Stays that were given up for a new one")
        .increment();
  }

  public void sent() {
    notice("sent");
  }

  public void received() {
    notice("received");
  }

  /** A notice that somebody doesn't get. */
  public void dropped(String why) {
    notice(why);
  }

  private void notice(String outcome) {
    counter(
            "headwater.cluster.notices",
            "outcome",
            outcome,
            "Notices to and from other nodes: sent, received, or why they were dropped")
        .increment();
  }

  private Counter counter(String name, String tag, String value, String description) {
    return Counter.builder(name).tag(tag, value).description(description).register(registry);
  }
}
