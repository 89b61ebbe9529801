package dev.headwater.edge.tier.eviction;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to keep: of some entries drawn at random and the newest, the one that is worth least
 * goes. Whoever comes may therefore be turned away at once. Drawing stands in for an order that
 * changes with every request; with this many draws it costs next to nothing in hits (Psounis and
 * Prabhakar, A Randomized Web-Cache Replacement Scheme, INFOCOM 2001). Confined to the cache's
 * lock.
 */
final class Retention<K, V> {
  /** Of each, the cost is a read of memory that may not be at hand. */
  private static final int DRAWS = 64;

  /** Learning is worth its while after so many requests, ... */
  private static final long MIN_REQUESTS_PER_LEARNING = 500;

  /** ... so many for each object that is kept or remembered, ... */
  private static final double REQUESTS_PER_OBJECT_PER_LEARNING = 0.1;

  /** ... and, once something is known, after this share of all, up to one for each object. */
  private static final double SHARE_OF_REQUESTS_PER_LEARNING = 0.02;

  /** Where all fits, nobody asks yet what is worth least. */
  private static final long REQUESTS_PER_LEARNING_WHERE_ALL_FITS = 50_000;

  private final ReuseRates rates = new ReuseRates();
  private final WaitingObjects waiting = new WaitingObjects(rates);
  private final EvictedHistory history = new EvictedHistory(this::forgotten);
  private final List<Entry<K, V>> kept = new ArrayList<>();

  /** Nobody outside sees what is drawn, so any seed will do. */
  private final SplittableRandom random = new SplittableRandom(1);

  private final long maxWeight;
  private long weight;

  /** Counts requests. */
  private long clock;

  private long nextLearning = MIN_REQUESTS_PER_LEARNING;

  /** Whether something had to go since the last learning. */
  private boolean crowded;

  /** Whether the next learning was put off, since all fits. */
  private boolean relaxed;

  Retention(long maxWeight) {
    this.maxWeight = maxWeight;
  }

  long weight() {
    return weight;
  }

  /** Someone asked for an entry that was kept; it may have gone since. */
  void requested(Entry<K, V> entry) {
    if (entry.place != Entry.NOWHERE) {
      clock++;
      requestAgain(entry.requests());
      learnNowAndThen();
    }
  }

  /** Someone asked for what wasn't kept, and here it is. */
  void added(Entry<K, V> entry) {
    clock++;
    Requests earlier = history.recall(entry.hash);
    entry.requests(earlier == null ? new Requests(clock) : earlier);
    keep(entry);
    if (earlier == null) {
      waiting.began(entry.requests().reuseClass());
    } else {
      requestAgain(earlier);
    }
    learnNowAndThen();
  }

  /** What was kept under a key gives way to what comes: not a request. */
  void replaced(Entry<K, V> earlier, Entry<K, V> later) {
    later.requests(earlier.requests());
    drop(earlier);
    keep(later);
  }

  /** An entry goes, whatever it is worth. */
  void removed(Entry<K, V> entry) {
    drop(entry);
    history.remember(entry.hash, entry.requests());
  }

  /** The next that must go for the others to fit; null if all do. */
  @Nullable Entry<K, V> evicted(Entry<K, V> newest) {
    if (weight <= maxWeight) {
      return null;
    }
    crowd();
    Entry<K, V> victim = newest.weight > maxWeight ? newest : leastWorth(newest);
    removed(victim);
    return victim;
  }

  /** What was put off is needed now. */
  private void crowd() {
    crowded = true;
    if (relaxed) {
      learn();
    }
  }

  /** One that is worth little beside the others; something must be kept. */
  Entry<K, V> leastWorth() {
    crowd();
    return leastWorth(kept.get(random.nextInt(kept.size())));
  }

  private Entry<K, V> leastWorth(Entry<K, V> newest) {
    Entry<K, V> least = newest;
    float worth = worth(least);
    int draws = Math.min(DRAWS, kept.size());
    for (int i = 0; i < draws; i++) {
      Entry<K, V> drawn = kept.get(draws == kept.size() ? i : random.nextInt(kept.size()));
      float other = worth(drawn);
      if (other < worth || (other == worth && drawn.requests().last() < least.requests().last())) {
        least = drawn;
        worth = other;
      }
    }
    return least;
  }

  private float worth(Entry<K, V> entry) {
    Requests requests = entry.requests();
    return rates.worth(requests.reuseClass(), clock - requests.last());
  }

  private void requestAgain(Requests requests) {
    rates.reused(requests.reuseClass(), clock - requests.last());
    waiting.ended(requests, clock);
    requests.add(clock);
    waiting.began(requests.reuseClass());
  }

  private void forgotten(Requests requests) {
    waiting.ended(requests, clock);
  }

  private void learnNowAndThen() {
    if (clock >= nextLearning) {
      learn();
    }
  }

  private void learn() {
    waiting.closeEpoch(clock);
    rates.learn();
    double objects = waiting.population();
    double pause =
        Math.max(
            objects * REQUESTS_PER_OBJECT_PER_LEARNING,
            Math.min(clock * SHARE_OF_REQUESTS_PER_LEARNING, objects));
    relaxed = !crowded;
    crowded = false;
    long least = relaxed ? REQUESTS_PER_LEARNING_WHERE_ALL_FITS : MIN_REQUESTS_PER_LEARNING;
    nextLearning = clock + Math.max(least, (long) pause);
  }

  private void keep(Entry<K, V> entry) {
    entry.place = kept.size();
    kept.add(entry);
    weight += entry.weight;
    history.sizeFor(kept.size());
  }

  private void drop(Entry<K, V> entry) {
    Entry<K, V> last = kept.removeLast();
    if (last != entry) {
      kept.set(entry.place, last);
      last.place = entry.place;
    }
    entry.place = Entry.NOWHERE;
    weight -= entry.weight;
  }
}
