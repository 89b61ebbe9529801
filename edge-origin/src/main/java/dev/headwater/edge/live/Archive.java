package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.live.timeline.Part;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.platform.store.ObjectStore;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts whole segments into the store, where the past of a channel is, and takes them out again once
 * no playlist has them. Thread-safe.
 */
public final class Archive {
  private static final Logger LOGGER = LoggerFactory.getLogger(Archive.class);

  /** Writes under way: what a slow store holds back costs memory. */
  private static final int MOST_WRITES = 256;

  /** Playlists that name a segment are kept and played for no longer after it has left them. */
  private static final Duration GRACE = Duration.ofMinutes(2);

  private final Optional<ObjectStore> store;
  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong told = new AtomicLong(System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
  private final Deque<Leaving> leaving = new ArrayDeque<>();

  private record Leaving(String key, long atNanos) {}

  /**
   * @param store none: what has left memory is gone
   */
  public Archive(Optional<ObjectStore> store) {
    this.store = store;
  }

  /** Segments that were not written, since the store failed or was too slow. */
  public long lost() {
    return lost.get();
  }

  void keep(RenditionName name, Segment segment) {
    List<MediaBytes> parts = segment.parts().stream().map(Part::bytes).toList();
    write(LiveNames.path(name) + "/" + LiveNames.segment(segment), parts);
  }

  void keep(RenditionName name, String epoch, MediaBytes header) {
    write(LiveNames.path(name) + "/" + LiveNames.header(epoch), List.of(header));
  }

  private void write(String key, List<MediaBytes> parts) {
    if (store.isEmpty()) {
      return;
    }
    if (writes.incrementAndGet() > MOST_WRITES) {
      writes.decrementAndGet();
      lost(key, "more than " + MOST_WRITES + " writes are under way");
      return;
    }
    List<ByteBuf> shares = new ArrayList<>();
    parts.forEach(part -> part.share().ifPresent(shares::add));
    ByteBuf whole = Unpooled.wrappedBuffer(shares.toArray(ByteBuf[]::new));
    Buffer body = BufferInternal.buffer(whole);
    store
        .get()
        .write(key, body)
        .onComplete((_, failure) -> {
          whole.release();
          writes.decrementAndGet();
          if (failure != null) {
            lost(key, failure.toString());
          }
        });
  }

  private void lost(String key, String why) {
    lost.incrementAndGet();
    long now = System.nanoTime();
    long last = told.get();
    if (now - last >= TimeUnit.SECONDS.toNanos(1) && told.compareAndSet(last, now)) {
      LOGGER.warn("{} is not in the store: {}", key, why);
    }
  }

  /** It goes once nobody plays it any more; gaps have nothing there. */
  void drop(RenditionName name, Segment segment) {
    if (store.isPresent() && !segment.gap()) {
      String key = LiveNames.path(name) + "/" + LiveNames.segment(segment);
      synchronized (leaving) {
        leaving.add(new Leaving(key, System.nanoTime() + GRACE.toNanos()));
      }
    }
  }

  /** Takes out what has had its time; called now and then. */
  void sweep() {
    while (true) {
      Leaving next;
      synchronized (leaving) {
        next = leaving.peek();
        if (next == null || next.atNanos - System.nanoTime() > 0) {
          return;
        }
        leaving.remove();
      }
      store
          .orElseThrow()
          .delete(next.key)
          .onFailure(failure -> LOGGER.debug("{} is left in the store", next.key, failure));
    }
  }
}
