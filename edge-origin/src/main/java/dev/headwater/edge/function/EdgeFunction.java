package dev.headwater.edge.function;

/**
 * A function that can be called, whatever language it was written in. Confined to one event loop,
 * and never waits; a call ends within the limits that the function has.
 */
@FunctionalInterface
public interface EdgeFunction {
  /**
   * Calls it.
   *
   * @param event as JSON
   */
  Outcome call(String event);
}
