package dev.headwater.edge.tier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.memory.Allocation;
import dev.headwater.edge.memory.Arena;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.edge.stored.Variants;
import dev.headwater.platform.settings.DataSize;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everything hot, off heap, weighed in bytes; shared by all event loops. The tier holds one
 * reference to each response in it and releases it on eviction, at once. Errors lie apart, in a
 * small part of the memory: who asks for what is not there can't push out what is. Thread-safe.
 */
public final class MemoryTier implements AutoCloseable {
  /** The part of the memory that error responses may take. */
  private static final int ERRORS_DIVISOR = 32;

  private static final int FIRST_ERROR = 400;

  private final Arena arena;
  private final Allocation allocation;
  private final Cache<String, Variants> responses;
  private final Cache<String, Variants> errors;
  private final LongAdder givenUp = new LongAdder();

  /** A tier that takes at most so much memory, heap that its entries need included. */
  public MemoryTier(DataSize size) {
    this.arena = new Arena(size);
    this.allocation = new Allocation(arena, this::makeRoom);
    long forErrors = arena.capacityBytes() / ERRORS_DIVISOR;
    this.errors = cache(forErrors);
    this.responses = cache(arena.capacityBytes() - forErrors);
  }

  private static Cache<String, Variants> cache(long maxBytes) {
    return Caffeine.newBuilder()
        .maximumWeight(maxBytes)
        .weigher((String key, Variants variants) ->
            Math.toIntExact(Math.min(Integer.MAX_VALUE, key.length() + variants.weightBytes())))
        .executor(Runnable::run) // memory is given back when the entry goes, not some time later
        .removalListener(MemoryTier::removed)
        .recordStats()
        .build();
  }

  /** Where bodies that are to be kept here get their memory. */
  public Allocation allocation() {
    return allocation;
  }

  /** The latest response under the key that the request selects; the caller owns a reference. */
  public @Nullable StoredResponse get(String key, Fields request) {
    Variants variants = variants(key);
    StoredResponse response = variants == null ? null : variants.select(request);
    return response != null && response.tryRetain() ? response : null;
  }

  /** All that is kept under the key, to be looked at only. */
  public @Nullable Variants variants(String key) {
    Variants variants = responses.getIfPresent(key);
    return variants == null ? errors.getIfPresent(key) : variants;
  }

  /** Keeps the response beside those that other requests select; the caller keeps its reference. */
  public void put(String key, StoredResponse response) {
    boolean error = response.status() >= FIRST_ERROR;
    Cache<String, Variants> home = error ? errors : responses;
    home.asMap()
        .compute(
            key,
            (_, variants) -> variants == null ? Variants.of(response) : variants.with(response));
    (error ? responses : errors).invalidate(key);
  }

  /**
   * Puts in place of each response under the key what the operator makes of it, a new reference.
   */
  public void replace(String key, UnaryOperator<StoredResponse> operator) {
    responses.asMap().computeIfPresent(key, (_, variants) -> variants.map(operator));
  }

  public void remove(String key) {
    responses.invalidate(key);
    errors.invalidate(key);
  }

  /** Gives up what is worth least, at least so many bytes where there are as many. */
  private boolean makeRoom(long bytes) {
    Map<String, Variants> coldest = eviction(responses).coldestWeighted(bytes + 1);
    if (coldest.isEmpty()) {
      coldest = eviction(responses).coldest(1);
    }
    responses.invalidateAll(coldest.keySet());
    givenUp.add(coldest.size());
    return !coldest.isEmpty();
  }

  private static Policy.Eviction<String, Variants> eviction(Cache<String, Variants> cache) {
    return cache.policy().eviction().orElseThrow();
  }

  /** Bytes accounted for. */
  public long weightBytes() {
    return weight(responses) + weight(errors);
  }

  private static long weight(Cache<String, Variants> cache) {
    return eviction(cache).weightedSize().orElse(0);
  }

  /** Bytes of off-heap memory in use, evicted responses that are still being sent included. */
  public long allocatedBytes() {
    return arena.allocatedBytes();
  }

  public long capacityBytes() {
    return arena.capacityBytes();
  }

  /** How many keys have responses, roughly. */
  public long count() {
    return responses.estimatedSize() + errors.estimatedSize();
  }

  /** How many entries went to make room. */
  public long evictions() {
    return givenUp.sum() + responses.stats().evictionCount() + errors.stats().evictionCount();
  }

  /** Gives everything back. */
  @Override
  public void close() {
    responses.invalidateAll();
    errors.invalidateAll();
    responses.cleanUp();
    errors.cleanUp();
    arena.close();
  }

  private static void removed(
      @Nullable String key, @Nullable Variants variants, RemovalCause cause) {
    if (variants != null) {
      variants.release();
    }
  }
}
