package dev.headwater.edge.tier.eviction;

/** Told of each value that goes. */
@FunctionalInterface
public interface RemovalListener<K, V> {
  /**
   * Called once for each value, after it has gone, on the thread that made it go. Must not throw;
   * may use the cache.
   */
  void removed(K key, V value, RemovalCause cause);
}
