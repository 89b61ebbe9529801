package dev.headwater.edge.cluster;

import dev.headwater.edge.telemetry.ClusterMeters;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The other nodes of the region, as far as this one hears of them. No call waits for them, none
 * fails because of them, and without them each says what this node knows by itself. Thread-safe.
 */
public interface Cluster {
  /**
   * That of a node which belongs to one; nothing of it runs before {@link #start}.
   *
   * @param self whose address may be known only then
   */
  static Cluster of(ClusterSettings settings, Supplier<Member> self, ClusterMeters meters) {
    return new NodeCluster(
        self, meters, listener -> HazelcastBus.open(settings, self.get(), listener), Pace.USUAL);
  }

  /** Begins to join, in the background. */
  void start();

  Notices notices();

  /** Where this node's viewers are counted. */
  ViewerTable viewers();

  /** Who is there, and what is watched. */
  ClusterView view();

  /** As an operator wishes: leaves and stays away. */
  void leave();

  /** Joins again after that. */
  void join();

  /** Completes, always well, when nothing of it runs any more. */
  Future<Void> close();

  /** For the administrator; of a node that may belong to none. */
  static JsonObject describe(Optional<Cluster> cluster) {
    return cluster
        .map(Cluster::view)
        .map(ClusterView::toJson)
        .orElseGet(() -> new JsonObject().put("state", "off"));
  }
}
