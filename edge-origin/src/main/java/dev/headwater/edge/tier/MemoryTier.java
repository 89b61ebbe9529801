package dev.headwater.edge.tier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.headwater.edge.stored.Stored;
import dev.headwater.edge.stored.StoredAbsence;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.platform.settings.DataSize;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Everything hot, off heap, weighed in bytes; shared by all event loops. The tier holds one
 * reference to each response in it and releases it on eviction, at once. Absences lie apart, on the
 * heap, few and for a short time: who asks for what is not there can't push out what is.
 * Thread-safe.
 */
public final class MemoryTier {
  /** About 20 MB of heap at the longest keys. */
  private static final long MAX_ABSENCES = 20_000;

  /** Longer than any policy keeps an absence. */
  private static final Duration ABSENCE_LIFETIME = Duration.ofMinutes(1);

  private final Cache<String, StoredResponse> entries;
  private final Cache<String, StoredAbsence> absences =
      Caffeine.newBuilder()
          .maximumSize(MAX_ABSENCES)
          .expireAfterWrite(ABSENCE_LIFETIME)
          .executor(Runnable::run)
          .build();

  public MemoryTier(DataSize maxSize) {
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(maxSize.bytes())
            .weigher((String key, StoredResponse stored) -> key.length() + stored.weightBytes())
            .executor(
                Runnable::run) // memory is given back when the entry goes, not some time later
            .removalListener(MemoryTier::removed)
            .recordStats()
            .build();
  }

  /** What is kept under the key; of a response, the caller owns a reference. */
  public @Nullable Stored get(String key) {
    StoredResponse response = entries.getIfPresent(key);
    if (response == null) {
      return absences.getIfPresent(key);
    }
    return response.tryRetain() ? response : null;
  }

  /** Keeps what is given under the key; the caller keeps its own reference. */
  public void put(String key, Stored stored) {
    switch (stored) {
      case StoredResponse response -> {
        response.retain();
        entries.put(key, response);
        absences.invalidate(key);
      }
      case StoredAbsence absence -> {
        absences.put(key, absence);
        entries.invalidate(key);
      }
    }
  }

  /** Bytes accounted for. */
  public long weightBytes() {
    return entries.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }

  /** How many responses and absences are kept, roughly. */
  public long count() {
    return entries.estimatedSize() + absences.estimatedSize();
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

  private static void removed(
      @Nullable String key, @Nullable StoredResponse response, RemovalCause cause) {
    if (response != null) {
      response.release();
    }
  }
}
