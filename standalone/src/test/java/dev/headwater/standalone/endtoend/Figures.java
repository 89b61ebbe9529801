package dev.headwater.standalone.endtoend;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a viewer has seen. Immutable.
 *
 * @param startMillis from the wish to play to a picture that moves
 * @param seconds where playing has got to, by the media's clock
 * @param latencies in seconds, a sample a second
 * @param errors as the player tells them, also those that it got over
 * @param fatal the error after which it gave up
 */
record Figures(
    OptionalDouble startMillis,
    double seconds,
    Stalls stalls,
    double[] latencies,
    List<String> errors,
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
    double[] sorted = latencies.clone();
    Arrays.sort(sorted);
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * share))];
  }
}
