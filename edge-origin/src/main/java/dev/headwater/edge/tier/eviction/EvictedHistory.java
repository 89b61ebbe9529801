package dev.headwater.edge.tier.eviction;

/**
 * Remembers how often objects were asked for that had to go. Finds by hash, in sets of a few
 * places, of which the longest unused is given up; so it is small, and now and then forgets.
 * Confined to the cache's lock.
 */
final class EvictedHistory {
  private static final int MIN_PLACES = 1 << 12;

  /** 21 MB of heap. */
  private static final int MAX_PLACES = 1 << 20;

  private static final int PLACES_PER_SET = 8;

  /** Places for each object that is kept. */
  private static final int DEPTH = 8;

  /** Told of what is forgotten. */
  interface Forgotten {
    void forgotten(int reuseClass, long lastRequest);
  }

  /** A hash of 0 marks a free place. */
  private static final class Places {
    final long[] hashes;
    final long[] lastRequests;
    final int[] requests;
    final byte[] reuseClasses;

    Places(int count) {
      hashes = new long[count];
      lastRequests = new long[count];
      requests = new int[count];
      reuseClasses = new byte[count];
    }

    int count() {
      return hashes.length;
    }

    /** The upper half of the hash finds the set. */
    int set(long hash) {
      return (int) (hash >>> 32) & (count() - PLACES_PER_SET);
    }

    void fill(int place, long hash, long lastRequest, int requested, byte reuseClass) {
      hashes[place] = hash;
      lastRequests[place] = lastRequest;
      requests[place] = requested;
      reuseClasses[place] = reuseClass;
    }

    void free(int place) {
      fill(place, 0, 0, 0, (byte) 0);
    }
  }

  private final Forgotten forgotten;
  private Places places = new Places(MIN_PLACES);

  EvictedHistory(Forgotten forgotten) {
    this.forgotten = forgotten;
  }

  void remember(Entry<?, ?> entry) {
    int place = giveUp(entry.hash);
    places.fill(place, entry.hash, entry.lastRequest, entry.requests, (byte) entry.reuseClass);
  }

  /** Gives the entry what is known of its key, no longer remembered here; false if nothing is. */
  boolean recall(Entry<?, ?> entry) {
    int set = places.set(entry.hash);
    for (int place = set; place < set + PLACES_PER_SET; place++) {
      if (places.hashes[place] == entry.hash && entry.hash != 0) {
        entry.lastRequest = places.lastRequests[place];
        entry.requests = places.requests[place];
        entry.reuseClass = places.reuseClasses[place];
        places.free(place);
        return true;
      }
    }
    return false;
  }

  /** Makes room for the history of a cache that keeps this many objects. */
  void sizeFor(int kept) {
    if ((long) kept * DEPTH <= places.count() || places.count() >= MAX_PLACES) {
      return;
    }
    Places old = places;
    places = new Places(2 * old.count());
    for (int from = 0; from < old.count(); from++) {
      long hash = old.hashes[from];
      if (hash != 0) {
        places.fill(
            giveUp(hash), hash, old.lastRequests[from], old.requests[from], old.reuseClasses[from]);
      }
    }
  }

  /** A place for the hash: a free one, or that of what was last asked for longest ago. */
  private int giveUp(long hash) {
    int set = places.set(hash);
    int oldest = set;
    for (int place = set; place < set + PLACES_PER_SET; place++) {
      if (places.hashes[place] == hash) {
        oldest = place; // two keys, one hash
        break;
      }
      if (places.lastRequests[place] < places.lastRequests[oldest]) {
        oldest = place;
      }
    }
    if (places.hashes[oldest] != 0) {
      forgotten.forgotten(places.reuseClasses[oldest], places.lastRequests[oldest]);
    }
    return oldest;
  }
}
