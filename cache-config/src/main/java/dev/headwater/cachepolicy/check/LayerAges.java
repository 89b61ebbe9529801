package dev.headwater.cachepolicy.check;

import dev.headwater.cachepolicy.Layer;
import dev.headwater.cachepolicy.Lifetimes;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** How old a response can become on its way to a viewer. */
public final class LayerAges {
  /** A cache that counts whole seconds keeps a response until the last of them is over. */
  private static final Duration LAST_SECOND = Duration.ofSeconds(1);

  private LayerAges() {}

  /**
   * The greatest age at which a viewer may still use a response. Caches that count age, browsers
   * among them, all stop at the same age, whoever had it for how long, and serve it stale until one
   * age too. A layer that doesn't count keeps it for a lifetime from when it came, in whole
   * seconds, and those behind don't hear of that.
   */
  public static Duration oldest(Lifetimes lifetimes, List<Layer> layers) {
    Duration uncounted = Duration.ZERO;
    Duration counted = lifetimes.browser();
    for (Layer layer : layers) {
      if (layer.countsAge()) {
        counted = Collections.max(List.of(counted, lifetimes.cdn()));
      } else {
        uncounted = uncounted.plus(kept(lifetimes.cdn()));
      }
    }
    return uncounted.plus(counted).plus(stale(lifetimes));
  }

  /** Nodes serve it stale, too, so that this counts whatever layers there are. */
  private static Duration stale(Lifetimes lifetimes) {
    return Collections.max(List.of(lifetimes.staleWhileRevalidate(), lifetimes.staleIfError()));
  }

  private static Duration kept(Duration lifetime) {
    return lifetime.toSeconds() == 0 ? Duration.ZERO : lifetime.plus(LAST_SECOND);
  }
}
