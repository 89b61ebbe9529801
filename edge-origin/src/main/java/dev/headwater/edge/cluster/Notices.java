package dev.headwater.edge.cluster;

import java.util.function.Consumer;

/**
 * Small messages to all nodes of the cluster: each gets one at most once, or never. This node's own
 * subscribers hear what it publishes at once, whether there is a cluster or not. Thread-safe.
 */
public interface Notices {
  /** Never fails and never waits; what can't be sent now is dropped and counted. */
  <T> void publish(Topic<T> topic, T notice);

  /**
   * Notices of this and of other nodes, until closed. The subscriber is called on any thread, must
   * not wait, and is not called again while so many of its notices wait that it can't keep up.
   */
  <T> Subscription subscribe(Topic<T> topic, Consumer<T> subscriber);

  /** Ends when closed. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
