package dev.headwater.edge.cluster;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who watches what on this node: sessions that have asked for something within the last half
 * minute. Thread-safe; event loops write, one thread counts.
 *
 * <p>A hash table of fixed size without locks. A viewer of a title has one of eight neighbouring
 * slots: that which bears its fingerprint, else the first that is free or was not touched within
 * the window. Where all eight are taken it goes uncounted, which happens to one viewer in 250 with
 * the table half full. A look at a viewer that was seen in the same second writes nothing. Two
 * event loops that see a new viewer in the same moment may count it twice for one window.
 */
public final class ViewerTable {
  /**
   * Longer than a player's longest pause between requests: a segment, or a reload of a playlist.
   */
  public static final Duration WINDOW = Duration.ofSeconds(30);

  /** 4 MB; half of it is more viewers than one node is planned for. */
  private static final int SLOTS = 1 << 18;

  private static final int PROBES = 8;

  /** Titles that are watched at once; of further ones, viewers go uncounted. */
  private static final int MAX_TITLES = 4096;

  /** To spread what {@link String#hashCode} leaves together (Steele et al., SplittableRandom). */
  private static final long MIX_1 = 0xbf58476d1ce4e5b9L;

  private static final long MIX_2 = 0x94d049bb133111ebL;

  private final LongSupplier seconds;
  private final AtomicLongArray viewers = new AtomicLongArray(SLOTS); // fingerprints; 0: free
  private final AtomicIntegerArray seen = new AtomicIntegerArray(SLOTS); // at which second
  private final AtomicIntegerArray watched = new AtomicIntegerArray(SLOTS); // number of the title
  private final ConcurrentMap<String, Integer> numbers = new ConcurrentHashMap<>();
  private final Deque<Integer> freeNumbers = new ArrayDeque<>(); // guarded by itself
  private final LongAdder uncounted = new LongAdder();

  /**
   * @param seconds from any start, never going back, above {@link #WINDOW}
   */
  public ViewerTable(LongSupplier seconds) {
    this.seconds = seconds;
    for (int number = 0; number < MAX_TITLES; number++) {
      freeNumbers.add(number);
    }
  }

  /** A viewer has asked for something of a title. */
  public void saw(String title, String viewer) {
    Integer number = number(title);
    long viewing = fingerprint(title, viewer);
    if (number == null || !place(viewing, number, (int) seconds.getAsLong())) {
      uncounted.increment();
    }
  }

  private boolean place(long viewing, int number, int now) {
    int start = (int) (viewing >>> 32);
    int free = -1;
    for (int probe = 0; probe < PROBES; probe++) {
      int slot = (start + probe) & (SLOTS - 1);
      long other = viewers.get(slot);
      if (other == viewing) {
        touch(slot, number, now);
        return true;
      }
      if (free < 0 && (other == 0 || isOver(slot, now))) {
        free = slot;
      }
    }
    if (free < 0) {
      return false;
    }
    long before = viewers.get(free);
    if (before == 0 || isOver(free, now)) {
      touch(free, number, now); // first: a slot whose viewer is new is not over
      viewers.compareAndSet(free, before, viewing);
    }
    return true; // who lost the slot to another is seen again with the next request
  }

  private void touch(int slot, int number, int now) {
    if (seen.get(slot) != now || watched.get(slot) != number) {
      watched.set(slot, number);
      seen.set(slot, now);
    }
  }

  private boolean isOver(int slot, int now) {
    return now - seen.get(slot) > WINDOW.toSeconds();
  }

  private static long fingerprint(String title, String viewer) {
    long hash = ((long) title.hashCode() << 32) ^ (viewer.hashCode() & 0xffff_ffffL);
    hash = (hash ^ (hash >>> 30)) * MIX_1;
    hash = (hash ^ (hash >>> 27)) * MIX_2;
    hash ^= hash >>> 31;
    return hash == 0 ? 1 : hash;
  }

  private @Nullable Integer number(String title) {
    Integer known = numbers.get(title);
    return known == null ? numbers.computeIfAbsent(title, _ -> freeNumber()) : known;
  }

  private @Nullable Integer freeNumber() {
    synchronized (freeNumbers) {
      return freeNumbers.poll();
    }
  }

  /** How many viewers each title has; titles without any are left out. */
  public synchronized Map<String, Integer> count() {
    int now = (int) seconds.getAsLong();
    int[] counts = new int[MAX_TITLES];
    for (int slot = 0; slot < SLOTS; slot++) {
      if (viewers.get(slot) != 0 && !isOver(slot, now)) {
        counts[watched.get(slot)]++;
      }
    }
    Map<String, Integer> titles = new HashMap<>();
    numbers.forEach((title, number) -> {
      if (counts[number] > 0) {
        titles.put(title, counts[number]);
      } else if (numbers.remove(title, number)) {
        synchronized (freeNumbers) {
          freeNumbers.addLast(number); // the longest unused is given out first
        }
      }
    });
    return titles;
  }

  /** Requests of viewers that the table had no room for. */
  public long uncounted() {
    return uncounted.sum();
  }
}
