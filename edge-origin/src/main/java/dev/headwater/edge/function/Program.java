package dev.headwater.edge.function;

import dev.headwater.edge.function.watch.Watch;

/** A function as it was read and checked, for all event loops. Thread-safe. */
@FunctionalInterface
public interface Program {
  /**
   * Makes it callable on one event loop. Blocks: not for event loops.
   *
   * @param watch of that event loop
   */
  EdgeFunction open(Watch watch);
}
