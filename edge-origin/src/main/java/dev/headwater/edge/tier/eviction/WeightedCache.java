package dev.headwater.edge.tier.eviction;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A map whose values weigh no more than a maximum together, and which keeps those that will give
 * most bytes of hits for their weight. A value may be turned away when it comes: it is then gone
 * before {@code put} returns, as if it had been evicted.
 *
 * <p>Thread-safe. Reading takes no lock: it looks into a {@link ConcurrentHashMap} and leaves a
 * record in a buffer. Writing takes a lock for the time of a few evictions; a reader who finds the
 * buffer full empties it under the same lock, if nobody has it: no reader waits, and what isn't
 * recorded meanwhile is lost. Every change of the map happens under the lock, and is one step for
 * all readers; the listener is called after the lock is given back.
 */
public final class WeightedCache<K, V> {
  /** What goes before the lock is given back to whoever waits: some tens of microseconds. */
  private static final int EVICTED_AT_ONCE = 16;

  private final ConcurrentMap<K, Entry<K, V>> entries = new ConcurrentHashMap<>();
  private final ReadBuffer<Entry<K, V>> reads = new ReadBuffer<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final ToLongBiFunction<K, V> weigher;
  private final RemovalListener<K, V> listener;
  private final Retention<K, V> retention;
  private volatile long weight;
  private volatile long evictions;

  private record Removal<K, V>(Entry<K, V> entry, RemovalCause cause) {}

  /**
   * An empty cache.
   *
   * @param weigher of a key and its value; asked once for each value, for more than 0
   */
  public WeightedCache(
      long maxWeight, ToLongBiFunction<K, V> weigher, RemovalListener<K, V> listener) {
    if (maxWeight <= 0) {
      throw new IllegalArgumentException("maxWeight: " + maxWeight + " (expected: > 0)");
    }
    this.weigher = weigher;
    this.listener = listener;
    this.retention = new Retention<>(maxWeight);
  }

  /** What is kept under the key. */
  public @Nullable V get(K key) {
    Entry<K, V> entry = entries.get(key);
    if (entry == null) {
      return null;
    }
    if (!reads.offer(entry) && lock.tryLock()) {
      try {
        drainReads();
        retention.requested(entry);
      } finally {
        lock.unlock();
      }
    }
    return entry.value;
  }

  /** The same, for one who doesn't want it for its own sake: not a read. */
  public @Nullable V peek(K key) {
    Entry<K, V> entry = entries.get(key);
    return entry == null ? null : entry.value;
  }

  /** Gives up what is worth least until so much weight has gone; whether anything has. */
  public boolean evict(long least) {
    long gone = 0;
    long batch = 1;
    while (batch > 0 && gone < least) {
      batch = evictBatch(least - gone);
      gone += batch;
    }
    return gone > 0;
  }

  /** Returns the weight that has gone. */
  private long evictBatch(long least) {
    List<Removal<K, V>> removals = new ArrayList<>(2);
    long gone = 0;
    lock.lock();
    try {
      long evicted = evictions;
      drainReads();
      while (retention.weight() > 0 && gone < least && removals.size() < EVICTED_AT_ONCE) {
        Entry<K, V> victim = retention.leastWorth();
        gone += victim.weight;
        retention.removed(victim);
        entries.remove(victim.key);
        removals.add(new Removal<>(victim, RemovalCause.EVICTED));
      }
      evictions = evicted + removals.size();
      weight = retention.weight();
    } finally {
      lock.unlock();
    }
    tell(removals);
    return gone;
  }

  /** Keeps the value under the key, if it is worth it, instead of what was there. */
  public void put(K key, V value) {
    Entry<K, V> entry = entry(key, value);
    List<Removal<K, V>> removals = new ArrayList<>(2);
    lock.lock();
    try {
      store(entry, entries.get(key), removals);
    } finally {
      lock.unlock();
    }
    tell(removals);
  }

  /** Like {@code put}, but returns and leaves what is there already. */
  public @Nullable V putIfAbsent(K key, V value) {
    Entry<K, V> entry = entry(key, value);
    List<Removal<K, V>> removals = new ArrayList<>(2);
    lock.lock();
    try {
      Entry<K, V> present = entries.get(key);
      if (present != null) {
        return present.value;
      }
      store(entry, null, removals);
    } finally {
      lock.unlock();
    }
    tell(removals);
    return null;
  }

  /** Like {@code put}, but only if the key has this very value; false if it doesn't. */
  public boolean replace(K key, V expected, V value) {
    Entry<K, V> entry = entry(key, value);
    List<Removal<K, V>> removals = new ArrayList<>(2);
    lock.lock();
    try {
      Entry<K, V> present = entries.get(key);
      if (present == null || !isVery(present, expected)) {
        return false;
      }
      store(entry, present, removals);
    } finally {
      lock.unlock();
    }
    tell(removals);
    return true;
  }

  /** Whether there was something under the key, which is now gone. */
  public boolean remove(K key) {
    return remove(key, null);
  }

  /** Removes the key if it has this very value, any if null; false if it doesn't. */
  public boolean remove(K key, @Nullable V expected) {
    Entry<K, V> entry;
    lock.lock();
    try {
      entry = entries.get(key);
      if (entry == null || (expected != null && !isVery(entry, expected))) {
        return false;
      }
      entries.remove(key);
      retention.removed(entry);
      weight = retention.weight();
    } finally {
      lock.unlock();
    }
    listener.removed(entry.key, entry.value, RemovalCause.REMOVED);
    return true;
  }

  /** Removes everything. */
  public void clear() {
    for (K key : entries.keySet()) {
      remove(key);
    }
  }

  /** Shows everything, without a guarantee for what comes or goes meanwhile. Not a read. */
  public void forEach(BiConsumer<K, V> action) {
    entries.forEach((key, entry) -> action.accept(key, entry.value));
  }

  /** Of all that is kept; never above the maximum. */
  public long weight() {
    return weight;
  }

  /** How many values are kept. */
  public int count() {
    return entries.size();
  }

  /** How many values went to make room, or were turned away. */
  public long evictions() {
    return evictions;
  }

  private Entry<K, V> entry(K key, V value) {
    long weight = weigher.applyAsLong(key, value);
    if (weight <= 0) {
      throw new IllegalArgumentException("weight: " + weight + " (expected: > 0)");
    }
    return new Entry<>(key, value, weight);
  }

  private void store(
      Entry<K, V> entry, @Nullable Entry<K, V> earlier, List<Removal<K, V>> removals) {
    drainReads();
    if (earlier != null) {
      removals.add(new Removal<>(earlier, RemovalCause.REPLACED));
    }
    account(entry, earlier);
    makeRoom(entry, removals);
    if (entry.place != Entry.NOWHERE) {
      entries.put(entry.key, entry); // after room was made: readers never see too much
    } else if (earlier != null) {
      entries.remove(entry.key);
    }
    weight = retention.weight();
  }

  private void account(Entry<K, V> entry, @Nullable Entry<K, V> earlier) {
    if (earlier == null) {
      retention.added(entry);
    } else {
      retention.replaced(earlier, entry);
    }
  }

  private void makeRoom(Entry<K, V> newest, List<Removal<K, V>> removals) {
    long gone = evictions;
    for (Entry<K, V> victim = retention.evicted(newest);
        victim != null;
        victim = retention.evicted(newest)) {
      if (victim != newest) {
        entries.remove(victim.key);
      }
      removals.add(new Removal<>(victim, RemovalCause.EVICTED));
      gone++;
    }
    evictions = gone;
  }

  @SuppressWarnings("ReferenceEquality") // equal values may each hold memory of their own
  private static <K, V> boolean isVery(Entry<K, V> entry, V value) {
    return entry.value == value;
  }

  private void drainReads() {
    reads.drainTo(retention::requested);
  }

  private void tell(List<Removal<K, V>> removals) {
    for (Removal<K, V> removal : removals) {
      listener.removed(removal.entry.key, removal.entry.value, removal.cause);
    }
  }
}
