package dev.headwater.edge.fill;

import dev.headwater.edge.http.caching.Vary;
import org.jspecify.annotations.Nullable;

/**
 * One look for a response, of those that a request takes: where the fill that it joined is just
 * over, or brought what other requests select, it looks again.
 *
 * @param before how many were before it
 * @param vary what the response to another request was selected by, where that isn't stored yet
 */
record Look(int before, @Nullable Vary vary) {
  static final Look FIRST = new Look(0, null);

  /** Each time somebody has got an answer. */
  private static final int MOST = 3;

  Look next() {
    return new Look(before + 1, vary);
  }

  /** The next one, with those alone who select the same. */
  Look nextBy(Vary selecting) {
    return new Look(before + 1, selecting);
  }

  /** Whether it is time to ask for oneself. */
  boolean isOneTooMany() {
    return before >= MOST;
  }
}
