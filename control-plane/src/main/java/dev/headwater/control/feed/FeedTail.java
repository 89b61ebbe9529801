package dev.headwater.control.feed;

import dev.headwater.control.database.Database;
import dev.headwater.control.database.Notices;
import dev.headwater.platform.feed.FeedEntry;
import dev.headwater.platform.feed.FeedPage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the log to any number of nodes that wait for its end: this instance reads each new line
 * once. Thread-safe; works on virtual threads, in each of several instances.
 */
public final class FeedTail {
  private static final Logger LOGGER = LoggerFactory.getLogger(FeedTail.class);

  /** Finds what no notice told of. */
  private static final long POLL_MILLIS = 1000;

  private static final Duration RECONNECT = Duration.ofMillis(500);

  private static final long TRIM_MILLIS = 10_000;

  private final Context context;
  private final FeedLog log;
  private final FeedSettings settings;
  private final RecentLines recent = new RecentLines();
  private final Set<Promise<Void>> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean reading = new AtomicBoolean();
  private final AtomicBoolean wanted = new AtomicBoolean();
  private final Notices notices;

  private FeedTail(Context context, Database database, FeedSettings settings) {
    this.context = context;
    this.log = new FeedLog(database);
    this.settings = settings;
    this.notices =
        Notices.listen(
            context.owner(), database.pool(), FeedLog.CHANNEL, RECONNECT, _ -> lookSoon());
  }

  /** Works until it is closed; the context has to be one of virtual threads. */
  public static FeedTail start(Context context, Database database, FeedSettings settings) {
    FeedTail tail = new FeedTail(context, database, settings);
    context.runOnContext(_ -> {
      context.owner().setPeriodic(0, POLL_MILLIS, _ -> tail.look());
      context.owner().setPeriodic(TRIM_MILLIS, TRIM_MILLIS, _ -> tail.trim());
    });
    return tail;
  }

  /**
   * Where a node is.
   *
   * @param history that the sequence is of; empty where the node has none yet
   * @param beginning whether it has read on from the start until there: then it has all the words
   *     up to there, also below the floor
   */
  public record Place(String history, long after, boolean beginning) {}

  /**
   * What comes after a place; empty where nothing did within the wait. Makes its virtual thread
   * wait.
   */
  public FeedPage page(Place place, Duration wait) {
    long deadline = System.nanoTime() + wait.toNanos();
    while (true) {
      Promise<Void> grown = Promise.promise();
      waiting.add(grown); // before looking: what comes meanwhile is not missed
      try {
        FeedPage page = here(place);
        long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (page.restart() || !page.entries().isEmpty() || leftMillis <= 0) {
          return page;
        }
        await(grown, leftMillis);
      } finally {
        waiting.remove(grown);
      }
    }
  }

  private static void await(Promise<Void> grown, long millis) {
    try {
      grown.future().timeout(millis, TimeUnit.MILLISECONDS).await();
    } catch (Exception e) {
      if (!(e instanceof TimeoutException)) {
        throw e;
      }
    }
  }

  private FeedPage here(Place place) {
    FeedPage page = recent.after(place.after);
    if (page == null) {
      page = log.after(place.after);
    }
    boolean other = !place.history.isEmpty() && !place.history.equals(page.history());
    boolean ahead = place.after > page.last();
    boolean behind = place.after > 0 && place.after < page.floor() && !place.beginning;
    return other || ahead || behind
        ? FeedPage.restart(page.history(), page.floor(), page.last())
        : page;
  }

  private void lookSoon() {
    context.runOnContext(_ -> look());
  }

  private void look() {
    wanted.set(true);
    if (!reading.compareAndSet(false, true)) {
      return; // the look that is under way sees the wish
    }
    try {
      while (wanted.getAndSet(false)) {
        while (readOn()) {
          LOGGER.debug("the feed has grown");
        }
      }
    } catch (RuntimeException e) {
      LOGGER.warn("the feed can't be read, trying again: {}", e.toString());
    } finally {
      reading.set(false);
    }
  }

  private boolean readOn() {
    FeedPage page = log.after(recent.last());
    recent.add(page);
    List<FeedEntry> entries = page.entries();
    if (!entries.isEmpty()) {
      waiting.forEach(Promise::tryComplete);
    }
    return !entries.isEmpty() && entries.getLast().sequence() < page.last();
  }

  private void trim() {
    try {
      log.trim(settings);
    } catch (RuntimeException e) {
      LOGGER.warn("old news stays in the feed: {}", e.toString());
    }
  }

  public Future<Void> close() {
    return notices.close();
  }
}
