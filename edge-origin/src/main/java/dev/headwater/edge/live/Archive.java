package dev.headwater.edge.live;

import dev.headwater.edge.live.journal.JournalKeys;
import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.live.timeline.Part;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.platform.store.ObjectInfo;
import dev.headwater.platform.store.ObjectStore;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts whole segments into the store, where the past of a channel is, and takes them out again once
 * no playlist has them. Thread-safe.
 */
public final class Archive {
  private static final Logger LOGGER = LoggerFactory.getLogger(Archive.class);

  /** Writes under way, or to be tried again: what a slow store holds back costs memory. */
  private static final int MOST_WRITES = 256;

  /** A store that fails for less time loses nothing; it is asked again each second. */
  private static final int MOST_TRIALS = 10;

  /** Deletions under way. */
  private static final int MOST_DELETIONS = 64;

  /** Of what waits to be deleted: a store that fails for long is tidied by a later node. */
  private static final int MOST_LEAVING = 200_000;

  private final Optional<ObjectStore> store;
  private final Duration grace;
  private volatile ObjLongConsumer<RenditionName> losses = (_, _) -> {};
  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong told = new AtomicLong(System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
  private final Deque<Leaving> leaving = new ArrayDeque<>();
  private final Queue<Writing> failed = new ConcurrentLinkedQueue<>();
  private final AtomicInteger deletions = new AtomicInteger();

  /**
   * Something on its way into the store.
   *
   * @param whole given up when it is there, or lost
   * @param lost what is done then
   * @param trials that have failed
   */
  private record Writing(String key, ByteBuf whole, Runnable lost, int trials) {
    Writing again() {
      return new Writing(key, whole, lost, trials + 1);
    }
  }

  /**
   * Something that has its time yet.
   *
   * @param below whether all below the key leaves
   */
  private record Leaving(String key, boolean below, long atNanos) {}

  /**
   * @param store none: what has left memory is gone
   * @param grace for so long, playlists that name a segment are played after it has left them
   */
  Archive(Optional<ObjectStore> store, Duration grace) {
    this.store = store;
    this.grace = grace;
  }

  /** What channels show while no media comes, in the same store. */
  Slates slates() {
    return new Slates(store);
  }

  /** Who is to know the number of a segment that was not written. */
  void lossesTo(ObjLongConsumer<RenditionName> channels) {
    losses = channels;
  }

  /** Whether nothing is being written now; what failed waits to be tried again. */
  boolean isIdle() {
    return writes.get() <= failed.size();
  }

  /** Segments that were not written, since the store failed or was too slow. */
  public long lost() {
    return lost.get();
  }

  void keep(RenditionName name, Segment segment) {
    if (segment.parts().isEmpty()) {
      return; // nobody has it, or somebody else had
    }
    write(
        key(name, segment),
        segment.parts().stream().map(Part::bytes).toList(),
        () -> losses.accept(name, segment.number()));
  }

  private static String key(RenditionName name, Segment segment) {
    return LiveNames.path(name) + "/" + LiveNames.segment(name.rendition(), segment);
  }

  /**
   * Somebody was to write it, who has died: where the store lacks it, it is written, or lost if its
   * bytes are gone.
   */
  void restore(RenditionName name, Segment segment) {
    if (store.isEmpty() || segment.missing()) {
      return;
    }
    lacks(name, segment)
        .onSuccess(lacks -> {
          if (lacks && segment.parts().isEmpty()) {
            lost(key(name, segment), "the node that had it is gone");
            losses.accept(name, segment.number());
          } else if (lacks) {
            keep(name, segment);
          }
        });
  }

  void keep(RenditionName name, String epoch, MediaBytes header) {
    write(LiveNames.path(name) + "/" + LiveNames.header(epoch), List.of(header), () -> {});
  }

  /** Whether nobody has put a segment of that name there, as far as can be told. */
  Future<Boolean> lacks(RenditionName name, Segment segment) {
    return store
        .map(objects -> objects.stat(key(name, segment)).map(Optional::isEmpty).otherwise(false))
        .orElseGet(() -> Future.succeededFuture(true));
  }

  private void write(String key, List<MediaBytes> parts, Runnable lost) {
    if (store.isEmpty()) {
      return;
    }
    if (writes.incrementAndGet() > MOST_WRITES) {
      writes.decrementAndGet();
      lost(key, "more than " + MOST_WRITES + " writes are under way");
      lost.run();
      return;
    }
    List<ByteBuf> shares = new ArrayList<>();
    parts.forEach(part -> part.share().ifPresent(shares::add));
    ByteBuf whole = Unpooled.wrappedBuffer(shares.toArray(ByteBuf[]::new));
    Writing next = new Writing(key, whole, lost, 0);
    if (shares.size() < parts.size()) {
      lose(next, "some of it has left memory");
    } else {
      write(next);
    }
  }

  private void write(Writing next) {
    Buffer body = BufferInternal.buffer(next.whole.duplicate());
    store.orElseThrow().write(next.key, body).onComplete((_, failure) -> written(next, failure));
  }

  private void written(Writing done, @Nullable Throwable failure) {
    if (failure != null && done.trials + 1 < MOST_TRIALS) {
      failed.add(done.again());
      return;
    }
    if (failure != null) {
      lose(done, failure.toString());
    } else {
      end(done);
    }
  }

  private void lose(Writing given, String why) {
    end(given);
    lost(given.key, why);
    given.lost.run();
  }

  private void end(Writing done) {
    done.whole.release();
    writes.decrementAndGet();
  }

  private void lost(String key, String why) {
    lost.incrementAndGet();
    long now = System.nanoTime();
    long last = told.get();
    if (now - last >= TimeUnit.SECONDS.toNanos(1) && told.compareAndSet(last, now)) {
      LOGGER.warn("{} is not in the store: {}", key, why);
    }
  }

  /** It goes once nobody plays it any more; what failed to be written may be there all the same. */
  void drop(RenditionName name, Segment segment) {
    if (segment.came()) {
      drop(key(name, segment));
    }
  }

  void drop(RenditionName name, String epoch) {
    drop(LiveNames.path(name) + "/" + LiveNames.header(epoch));
  }

  private void drop(String key) {
    leave(key, false);
  }

  /** All that a channel has goes. */
  void dropAll(String channel) {
    leave(JournalKeys.channel(channel), true);
  }

  private void leave(String key, boolean below) {
    if (store.isEmpty()) {
      return;
    }
    synchronized (leaving) {
      if (leaving.size() < MOST_LEAVING) {
        leaving.add(new Leaving(key, below, System.nanoTime() + grace.toNanos()));
      }
    }
  }

  /**
   * What nobody needs of what a channel has there leaves too.
   *
   * @param leftovers decides what that is
   */
  void tidy(String channel, Leftovers leftovers) {
    store.ifPresent(objects ->
        objects
            .list(JournalKeys.channel(channel))
            .map(found -> leftovers.among(found.stream().map(ObjectInfo::key).toList()))
            .onSuccess(keys -> keys.forEach(this::drop))
            .onFailure(failure -> LOGGER.debug("{} isn't tidied", channel, failure)));
  }

  /**
   * Tries again what could not be written, and takes out what has had its time; called each second.
   */
  void sweep() {
    for (int left = failed.size(); left > 0; left--) {
      Optional.ofNullable(failed.poll()).ifPresent(this::write);
    }
    takeOut();
  }

  private void takeOut() {
    while (deletions.get() < MOST_DELETIONS) {
      Leaving next;
      synchronized (leaving) {
        next = leaving.peek();
        if (next == null || next.atNanos - System.nanoTime() > 0) {
          return;
        }
        leaving.remove();
      }
      delete(next);
    }
  }

  /** What fails is tried again. */
  private void delete(Leaving next) {
    ObjectStore objects = store.orElseThrow();
    deletions.incrementAndGet();
    (next.below ? objects.deleteAll(next.key) : objects.delete(next.key))
        .onComplete((_, failure) -> {
          deletions.decrementAndGet();
          if (failure != null) {
            LOGGER.debug("{} is left in the store for now", next.key, failure);
            leave(next.key, next.below);
          }
        });
  }
}
