package dev.headwater.edge.tier.eviction;

/**
 * A value in the cache. Key, value and weight never change; what is known of its requests is
 * confined to the cache's lock.
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

  /** The clock's value then. */
  long lastRequest;

  /** Including those before it was last evicted, where these are remembered. */
  int requests;

  /** As of the last request: see {@link ReuseClass}. */
  int reuseClass;

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

  /** Takes over what is known of the requests for the key. */
  void inherit(Entry<K, V> earlier) {
    lastRequest = earlier.lastRequest;
    requests = earlier.requests;
    reuseClass = earlier.reuseClass;
  }
}
