package dev.headwater.edge.peer;

/** A channel that this node owns. Thread-safe. */
@FunctionalInterface
public interface Tenure {
  /** Another node may have it; later calls change nothing. */
  void giveUp();
}
