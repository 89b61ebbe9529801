package dev.headwater.control.encoding.push;

import java.net.URI;
import java.util.List;

/**
 * The node that all tracks of a channel go to: one until it fails, then the next, then the first
 * again. Thread-safe.
 */
public final class IngestRoute {
  private final List<URI> nodes;
  private Leg leg;

  /**
   * A stretch of time with one node.
   *
   * @param number how many there were before
   */
  record Leg(int number, URI node) {}

  /**
   * @param nodes what {@code /ingest/...} is appended to; at least one
   */
  public IngestRoute(List<URI> nodes) {
    this.nodes = List.copyOf(nodes);
    leg = new Leg(0, this.nodes.getFirst());
  }

  synchronized Leg current() {
    return leg;
  }

  /** A node has failed; nothing changes where another track has said so before. */
  synchronized void failed(Leg of) {
    if (of.equals(leg)) {
      int next = of.number() + 1;
      leg = new Leg(next, nodes.get(next % nodes.size()));
    }
  }
}
