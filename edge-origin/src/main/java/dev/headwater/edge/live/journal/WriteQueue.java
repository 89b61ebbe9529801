package dev.headwater.edge.live.journal;

import dev.headwater.platform.store.ObjectStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes and deletions of one channel, one after the other. What is to be written again before its
 * turn has come is written once, as it is then; what fails is tried again before all else, when
 * more is to be written. Thread-safe.
 */
final class WriteQueue {
  private final ObjectStore store;
  private final Losses losses;
  private final AtomicInteger underWay;
  private final SequencedMap<String, Change> pending = new LinkedHashMap<>();
  private boolean performing;

  /** What an object is to have; nothing where it is to go. */
  private record Change(String key, Optional<Supplier<Buffer>> content) {}

  /**
   * @param underWay counts the queues that perform something now
   */
  WriteQueue(ObjectStore store, Losses losses, AtomicInteger underWay) {
    this.store = store;
    this.losses = losses;
    this.underWay = underWay;
  }

  /**
   * @param content asked for when its turn has come
   */
  void add(String key, Supplier<Buffer> content) {
    put(key, Optional.of(content));
  }

  /** Takes it out of the store, in its turn. */
  void remove(String key) {
    put(key, Optional.empty());
  }

  private void put(String key, Optional<Supplier<Buffer>> content) {
    synchronized (this) {
      pending.put(key, new Change(key, content));
    }
    performNext();
  }

  private void performNext() {
    Change next;
    synchronized (this) {
      if (performing || pending.isEmpty()) {
        return;
      }
      performing = true;
      underWay.incrementAndGet();
      next = Objects.requireNonNull(pending.pollFirstEntry()).getValue();
    }
    perform(next).onComplete((_, failure) -> performed(next, failure));
  }

  private Future<?> perform(Change change) {
    try {
      return change.content.isPresent()
          ? store.write(change.key, change.content.get().get())
          : store.delete(change.key);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private void performed(Change change, @Nullable Throwable failure) {
    if (failure != null) {
      losses.unwritten(change.key, failure);
    }
    synchronized (this) {
      performing = false;
      if (failure != null) {
        pending.putFirst(change.key, pending.getOrDefault(change.key, change));
      }
    }
    if (failure == null) {
      performNext();
    }
    underWay.decrementAndGet(); // last, so that it is zero only where nothing follows
  }
}
