package dev.headwater.edge.feed;

import dev.headwater.platform.feed.FeedPage;
import dev.headwater.platform.runtime.WorkerThreads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what is in force to the disk, and past a turn of every event loop, one write at a time,
 * and says then how far that is. While the disk takes nothing, pages wait, and nothing is said.
 * Confined to the event loop of the feed.
 */
final class Keeping {
  private static final Logger LOGGER = LoggerFactory.getLogger(Keeping.class);

  /** Of pages that wait for the disk; beyond, all is kept anew once it takes something. */
  private static final int MAX_WAITING = 1_000;

  private static final long RETRY_MILLIS = 1_000;

  /** How well a start can tell how old the copy is. */
  private static final long TOUCH_NANOS = Duration.ofSeconds(30).toNanos();

  private final Vertx vertx;
  private final Ends ends;
  private Optional<LocalCopy> copy = Optional.empty();

  /** What was told since the node began anew, until that is on the disk; null once it is. */
  private @Nullable List<FeedPage> anew = new ArrayList<>();

  private final List<FeedPage> waiting = new ArrayList<>();
  private @Nullable Cursor wanted;
  private boolean writing;
  private int begun;
  private long touchedNanos = System.nanoTime() - TOUCH_NANOS;

  /**
   * What comes of it.
   *
   * @param allLoopsTurned completes when every event loop has ended what it was doing
   * @param kept told how far all is kept
   * @param overflow told that the feed is to be read anew, since too much of it waits
   */
  record Ends(Supplier<Future<Void>> allLoopsTurned, Consumer<Cursor> kept, Runnable overflow) {}

  Keeping(Vertx vertx, Ends ends) {
    this.vertx = vertx;
    this.ends = ends;
  }

  /** From now on there. */
  void on(LocalCopy disk) {
    copy = Optional.of(disk);
  }

  /** What is on the disk is where the node goes on. */
  void continues() {
    anew = null;
  }

  /** What comes next is in place of what was told before. */
  void beginAnew() {
    anew = new ArrayList<>();
    waiting.clear();
    wanted = null;
    begun++;
  }

  void add(FeedPage page) {
    (anew == null ? waiting : anew).add(page);
  }

  /** Everything up to there was added. */
  void keep(Cursor reached) {
    wanted = reached;
    if (!writing) {
      write(reached);
    }
  }

  private void write(Cursor reached) {
    writing = true;
    wanted = null;
    int round = begun;
    int first = anew == null ? 0 : anew.size();
    int more = waiting.size();
    written(anew == null ? null : List.copyOf(anew), List.copyOf(waiting))
        .compose(_ -> ends.allLoopsTurned().get())
        .onComplete(done -> {
          writing = false;
          if (round == begun && done.succeeded()) {
            forget(first, more);
            ends.kept().accept(reached);
          } else if (round == begun) {
            failed(reached, done.cause());
          }
          if (wanted != null && !writing) {
            write(wanted);
          }
        });
  }

  /** What is on the disk need not wait any more. */
  private void forget(int first, int more) {
    waiting.subList(0, more).clear();
    if (anew != null) {
      waiting.addAll(anew.subList(first, anew.size()));
      anew = null;
    }
  }

  private void failed(Cursor reached, Throwable cause) {
    LOGGER.error("what the node was told can't be kept, so it isn't acknowledged", cause);
    if (waiting.size() > MAX_WAITING) {
      ends.overflow().run();
      return;
    }
    Cursor latest = wanted == null ? reached : wanted;
    wanted = null;
    int round = begun;
    vertx.setTimer(
        RETRY_MILLIS,
        _ -> {
          if (round == begun) {
            keep(wanted == null ? latest : wanted);
          }
        });
  }

  private Future<Void> written(@Nullable List<FeedPage> all, List<FeedPage> more) {
    if (copy.isEmpty()) {
      return Future.succeededFuture();
    }
    LocalCopy disk = copy.get();
    return WorkerThreads.run(
        vertx,
        () -> {
          if (all != null) {
            disk.replace(all);
          }
          for (FeedPage page : more) {
            disk.add(page);
          }
        });
  }

  /** The node is in touch with a control plane; noted now and then. */
  void touch() {
    long now = System.nanoTime();
    if (copy.isPresent() && !writing && now - touchedNanos > TOUCH_NANOS) {
      touchedNanos = now;
      LocalCopy disk = copy.get();
      WorkerThreads.run(vertx, disk::touch)
          .onFailure(cause -> LOGGER.warn("the copy seems older than it is", cause));
    }
  }
}
