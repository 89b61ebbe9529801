package dev.headwater.edge.tier;

import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.memory.Allocation;
import dev.headwater.edge.memory.Arena;
import dev.headwater.edge.purge.Generation;
import dev.headwater.edge.purge.PurgeTable;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.edge.stored.Variants;
import dev.headwater.edge.tier.eviction.WeightedCache;
import dev.headwater.platform.settings.DataSize;
import java.util.function.LongSupplier;
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

  private final PurgeTable purges;
  private final LongSupplier clock;
  private final Arena arena;
  private final Allocation allocation;
  private final WeightedCache<String, Variants> responses;
  private final WeightedCache<String, Variants> errors;

  /**
   * A tier that takes at most so much memory, heap that its entries need included.
   *
   * @param purges that all that is read is held against
   * @param clock milliseconds since the epoch
   */
  public MemoryTier(DataSize size, PurgeTable purges, LongSupplier clock) {
    this.purges = purges;
    this.clock = clock;
    this.arena = new Arena(size);
    this.allocation = new Allocation(arena, this::makeRoom);
    long forErrors = arena.capacityBytes() / ERRORS_DIVISOR;
    this.errors = cache(forErrors);
    this.responses = cache(arena.capacityBytes() - forErrors);
  }

  private static WeightedCache<String, Variants> cache(long maxBytes) {
    return new WeightedCache<>(
        maxBytes,
        (key, variants) -> key.length() + variants.weightBytes(),
        (_, variants, _) -> variants.release());
  }

  /** Where bodies that are to be kept here get their memory. */
  public Allocation allocation() {
    return allocation;
  }

  /** The latest response under the key that the request selects; the caller owns a reference. */
  public @Nullable StoredResponse get(String key, Fields request) {
    Variants variants = variants(key);
    StoredResponse response = variants == null ? null : variants.select(request);
    return response != null && response.tryRetain() ? valid(key, response) : null;
  }

  /** What purges leave of it; takes over the reference. */
  private @Nullable StoredResponse valid(String key, StoredResponse response) {
    long applied = purges.applied(); // before looking: what is applied meanwhile counts next time
    return switch (response.validity(purges)) {
      case VALID -> response;
      case STALE -> {
        StoredHead head = response.head();
        StoredHead older =
            head.stale(clock.getAsLong(), new Generation(head.generation().names(), applied));
        replace(key, kept -> kept == response ? kept.withHead(older) : kept.retain());
        StoredResponse stale = response.withHead(older);
        response.release();
        yield stale;
      }
      case GONE -> {
        response.release();
        remove(key);
        yield null;
      }
    };
  }

  /** All that is kept under the key, to be looked at only. */
  public @Nullable Variants variants(String key) {
    Variants variants = responses.get(key);
    return variants == null ? errors.get(key) : variants;
  }

  /** Whether something is kept under the key; not a read. */
  public boolean holds(String key) {
    return responses.peek(key) != null || errors.peek(key) != null;
  }

  /** Keeps the response beside those that other requests select; the caller keeps its reference. */
  public void put(String key, StoredResponse response) {
    boolean error = response.status() >= FIRST_ERROR;
    WeightedCache<String, Variants> home = error ? errors : responses;
    while (!update(home, key, variants -> variants.with(response))) {
      Variants first = Variants.of(response);
      if (home.putIfAbsent(key, first) == null) {
        break;
      }
      first.release(); // somebody else was first
    }
    (error ? responses : errors).remove(key);
  }

  /**
   * Puts in place of each response under the key what the operator makes of it, a new reference.
   */
  public void replace(String key, UnaryOperator<StoredResponse> operator) {
    update(responses, key, variants -> variants.map(operator));
  }

  /** Puts one in the place of another, where that is still kept; the caller keeps its reference. */
  public void exchange(String key, StoredResponse old, StoredResponse other) {
    UnaryOperator<Variants> change =
        variants -> variants.map(kept -> kept == old ? other.retain() : kept.retain());
    update(old.status() >= FIRST_ERROR ? errors : responses, key, change);
  }

  /** Whether something was under the key, and has been changed. */
  private static boolean update(
      WeightedCache<String, Variants> home, String key, UnaryOperator<Variants> change) {
    for (Variants held = home.peek(key); held != null; held = home.peek(key)) {
      if (held.tryRetain()) { // else it was given up just now
        Variants changed = change.apply(held);
        boolean done = home.replace(key, held, changed);
        held.release();
        if (done) {
          return true;
        }
        changed.release(); // somebody else was quicker
      }
    }
    return false;
  }

  public void remove(String key) {
    responses.remove(key);
    errors.remove(key);
  }

  /** Forgets everything. */
  public void clear() {
    responses.clear();
    errors.clear();
  }

  /** Gives up what is worth least, at least so many bytes where there are as many. */
  private boolean makeRoom(long bytes) {
    return responses.evict(bytes);
  }

  /** Bytes accounted for. */
  public long weightBytes() {
    return responses.weight() + errors.weight();
  }

  /** Bytes of off-heap memory in use, evicted responses that are still being sent included. */
  public long allocatedBytes() {
    return arena.allocatedBytes();
  }

  public long capacityBytes() {
    return arena.capacityBytes();
  }

  /** How many keys have responses. */
  public long count() {
    return (long) responses.count() + errors.count();
  }

  /** How many entries went to make room, or were turned away. */
  public long evictions() {
    return responses.evictions() + errors.evictions();
  }

  /** Gives everything back. */
  @Override
  public void close() {
    clear();
    arena.close();
  }
}
