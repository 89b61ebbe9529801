package dev.headwater.standalone.endtoend;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a viewer has seen. Immutable.
 *
 * @param startMillis from the wish to play to a picture that moves
 * @param seconds that were played, by the media's clock; what was jumped over isn't
 * @param latencies in seconds, a sample a second
 * @param errors as the player tells them, also those that it got over, and when it stood still
 * @param reloads how often the page has loaded the stream anew
 * @param fatal the error after which it gave up
 */
record Figures(
    OptionalDouble startMillis,
    double seconds,
    Stalls stalls,
    List<Double> latencies,
    List<String> errors,
    int reloads,
    Optional<String> fatal) {

  /**
   * Where the picture stood still.
   *
   * @param rebufferMillis how long in all
   * @param seeks jumps of the player, which viewers see too
   * @param dropped frames
   */
  record Stalls(int count, double rebufferMillis, int seeks, int dropped) {}

  /**
   * By the nearest rank; NaN where there is no sample.
   *
   * @param share from 0 to 1
   */
  double latency(double share) {
    List<Double> sorted = latencies.stream().sorted().toList();
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get((int) Math.min(sorted.size() - 1L, Math.round(sorted.size() * share)));
  }
}
