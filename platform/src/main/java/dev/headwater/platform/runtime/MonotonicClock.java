package dev.headwater.platform.runtime;

/**
 * Says how much time goes by, whatever is done to the clock of the machine: for what is open, out
 * or fresh for a while. A type of its own, so that the time of day can't be taken for it.
 */
@FunctionalInterface
public interface MonotonicClock {
  /** From any start; never goes back. */
  long millis();

  /** That of this process. */
  static MonotonicClock system() {
    return () -> System.nanoTime() / 1_000_000;
  }
}
