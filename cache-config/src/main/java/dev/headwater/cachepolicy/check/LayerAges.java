package dev.headwater.cachepolicy.check;

import dev.headwater.cachepolicy.Layer;
import dev.headwater.cachepolicy.Lifetimes;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** How old a response can become on its way to a viewer. */
public final class LayerAges {
  private LayerAges() {}

  /**
   * The greatest age at which a viewer may still use a response. Caches that count age, browsers
   * among them, all stop at the same age, whoever had it for how long. A layer that doesn't count
   * keeps it for a lifetime from when it came, and those behind don't hear of that.
   */
  public static Duration oldest(Lifetimes lifetimes, List<Layer> layers) {
    Duration uncounted = Duration.ZERO;
    Duration counted = lifetimes.browser();
    for (Layer layer : layers) {
      if (layer.countsAge()) {
        counted = Collections.max(List.of(counted, lifetimes.cdn()));
      } else {
        uncounted = uncounted.plus(lifetimes.cdn());
      }
    }
    return uncounted.plus(counted);
  }
}
