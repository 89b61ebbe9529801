package dev.headwater.edge.tier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.headwater.edge.stored.Stored;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.platform.settings.DataSize;
import org.jspecify.annotations.Nullable;

/**
 * Everything hot, off heap, weighed in bytes; shared by all event loops. The tier holds one
 * reference to each response in it and releases it on eviction, at once. Thread-safe.
 */
public final class MemoryTier {
  private final Cache<String, Stored> entries;

  public MemoryTier(DataSize maxSize) {
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(maxSize.bytes())
            .weigher((String _, Stored stored) -> stored.weightBytes())
            .executor(
                Runnable::run) // memory is given back when the entry goes, not some time later
            .removalListener(MemoryTier::removed)
            .recordStats()
            .build();
  }

  /** What is kept under the key; of a response, the caller owns a reference. */
  public @Nullable Stored get(String key) {
    Stored stored = entries.getIfPresent(key);
    return switch (stored) {
      case null -> null;
      case StoredResponse response -> response.tryRetain() ? response : null;
      default -> stored;
    };
  }

  /** Keeps what is given under the key; the caller keeps its own reference. */
  public void put(String key, Stored stored) {
    if (stored instanceof StoredResponse response) {
      response.retain();
    }
    entries.put(key, stored);
  }

  /** Bytes accounted for. */
  public long weightBytes() {
    return entries.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }

  /** How many responses and absences are kept, roughly. */
  public long count() {
    return entries.estimatedSize();
  }

  /** How many entries went to make room. */
  public long evictions() {
    return entries.stats().evictionCount();
  }

  /** Gives everything back. */
  public void clear() {
    entries.invalidateAll();
    entries.cleanUp();
  }

  private static void removed(@Nullable String key, @Nullable Stored stored, RemovalCause cause) {
    if (stored instanceof StoredResponse response) {
      response.release();
    }
  }
}
