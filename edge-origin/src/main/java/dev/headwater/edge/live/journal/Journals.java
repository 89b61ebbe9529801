package dev.headwater.edge.live.journal;

import dev.headwater.edge.live.timeline.Past;
import dev.headwater.platform.store.ObjectStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The journals of all channels. Thread-safe. */
public final class Journals {
  private final Optional<ObjectStore> store;
  private final Losses losses = new Losses();
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * @param store none: nothing outlives the node
   */
  public Journals(Optional<ObjectStore> store) {
    this.store = store;
  }

  /** What the store knows of a channel, soon: it is not waited for long. Never fails. */
  public Future<Recollection> recall(Vertx vertx, String channel) {
    return store
        .map(objects -> new JournalReader(vertx, objects, channel, losses).read())
        .orElseGet(() -> Future.succeededFuture(new Recollection.Nothing()));
  }

  /**
   * Writes down what becomes of a channel from now on.
   *
   * @param past that it goes on after
   */
  public Optional<JournalWriter> writer(String channel, Past past) {
    return store.map(
        objects -> new JournalWriter(channel, past, new WriteQueue(objects, losses, underWay)));
  }

  /** Whether nothing is being written now; what failed waits until more is to be written. */
  public boolean isIdle() {
    return underWay.get() == 0;
  }

  /** Writes and reads that failed: continuity that a channel may lack one day. */
  public long lost() {
    return losses.count();
  }
}
