package dev.headwater.edge.tier.eviction;

import org.jspecify.annotations.Nullable;

/**
 * A value in the cache. Key, value and weight never change; the rest is confined to the cache's
 * lock.
 */
final class Entry<K, V> {
  /** The place of an entry that is not kept. */
  static final int NOWHERE = -1;

  final K key;
  final V value;
  final long weight;

  /** Spread over all 64 bits. */
  final long hash;

  /** Among the entries that are kept. */
  int place = NOWHERE;

  private @Nullable Requests requests;

  Entry(K key, V value, long weight) {
    this.key = key;
    this.value = value;
    this.weight = weight;
    this.hash = spread(key.hashCode());
  }

  /** The finalizer of SplitMix64, a bijection. */
  private static long spread(int hashCode) {
    long z = (hashCode + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** For its key; there are some once the entry was kept. */
  Requests requests() {
    if (requests == null) {
      throw new IllegalStateException("an entry that was never kept");
    }
    return requests;
  }

  void requests(Requests known) {
    this.requests = known;
  }
}
