package dev.headwater.edge.tier.eviction;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the requests for objects that had to go. Finds by hash, in sets of a few places, of
 * which the longest unused is given up; so it is small, and now and then forgets. Confined to the
 * cache's lock.
 */
final class EvictedHistory {
  private static final int MIN_PLACES = 1 << 12;

  /** About 30 MB of heap with what lies in them. */
  private static final int MAX_PLACES = 1 << 19;

  private static final int PLACES_PER_SET = 8;

  /** Places for each object that is kept. */
  private static final int DEPTH = 8;

  private record Remembered(long hash, Requests requests) {}

  private final Consumer<Requests> forgotten;
  private @Nullable Remembered[] places = new Remembered[MIN_PLACES];

  /**
   * A history of nothing.
   *
   * @param forgotten told of what is no longer remembered
   */
  EvictedHistory(Consumer<Requests> forgotten) {
    this.forgotten = forgotten;
  }

  void remember(long hash, Requests requests) {
    remember(new Remembered(hash, requests));
  }

  /** What is known of the object, and no longer remembered here; null if nothing is. */
  @Nullable Requests recall(long hash) {
    int set = set(hash);
    for (int place = set; place < set + PLACES_PER_SET; place++) {
      Remembered remembered = places[place];
      if (remembered != null && remembered.hash == hash) {
        places[place] = null;
        return remembered.requests;
      }
    }
    return null;
  }

  /** Makes room for the history of a cache that keeps this many objects. */
  void sizeFor(int kept) {
    if ((long) kept * DEPTH <= places.length || places.length >= MAX_PLACES) {
      return;
    }
    @Nullable Remembered[] old = places;
    places = new Remembered[2 * old.length];
    for (Remembered remembered : old) {
      if (remembered != null) {
        remember(remembered);
      }
    }
  }

  /** In a free place, or that of what was last asked for longest ago. */
  private void remember(Remembered newest) {
    int set = set(newest.hash);
    int best = set;
    long oldest = Long.MAX_VALUE;
    for (int place = set; place < set + PLACES_PER_SET; place++) {
      Remembered remembered = places[place];
      if (remembered == null || remembered.hash == newest.hash) { // or two keys with one hash
        best = place;
        break;
      }
      if (remembered.requests.last() < oldest) {
        best = place;
        oldest = remembered.requests.last();
      }
    }
    Remembered before = places[best];
    if (before != null) {
      forgotten.accept(before.requests);
    }
    places[best] = newest;
  }

  /** The upper half of the hash finds the set. */
  private int set(long hash) {
    return (int) (hash >>> 32) & (places.length - PLACES_PER_SET);
  }
}
