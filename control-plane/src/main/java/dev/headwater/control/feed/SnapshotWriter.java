package dev.headwater.control.feed;

import dev.headwater.control.database.Database;
import dev.headwater.platform.feed.FeedPage;
import dev.headwater.platform.runtime.WorkerThreads;
import dev.headwater.platform.snapshot.SnapshotFile;
import dev.headwater.platform.snapshot.SnapshotSeal;
import dev.headwater.platform.store.ObjectStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the feed to the object store, soon after it has changed, and now and then so that nodes
 * can tell that it hasn't. Of several instances, one writes at a time: the row in {@code
 * feed_snapshot} is its lease, so that an older file never replaces a newer one; should one arrive
 * so late that the lease has ended, a newer one is written at once. For virtual threads; confined
 * to its context.
 */
public final class SnapshotWriter {
  private static final Logger LOGGER = LoggerFactory.getLogger(SnapshotWriter.class);

  /** What has not changed is written anew after so long; nodes believe one of ten minutes. */
  static final Duration LIFE = Duration.ofMinutes(1);

  /** Twice what a store may take to write; for so long nobody takes over from who was killed. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private static final String TAKE_LEASE =
      """
      update feed_snapshot s set writing_until = now() + $1 * interval '1 millisecond'
      from feed_head h
      where s.writing_until < now() and (s.history is distinct from h.history
        or s.sequence <> h.last or s.written_at < now() - $2 * interval '1 millisecond')
      returning s.writing_until::text\
      """;

  private static final String WRITTEN =
      """
      update feed_snapshot set writing_until = '-infinity', written_at = now(),
        history = $2::text::uuid, sequence = $3
      where writing_until::text = $1\
      """;

  private static final String GIVE_UP_LEASE =
      "update feed_snapshot set writing_until = '-infinity' where writing_until::text = $1";

  private static final String DUE = "update feed_snapshot set written_at = '-infinity'";

  private final Vertx vertx;
  private final Database database;
  private final FeedLog log;
  private final ObjectStore store;
  private final Optional<SnapshotSeal> seal;
  private final SnapshotContent content;
  private final SnapshotMeters meters;
  private final AtomicBoolean writing = new AtomicBoolean();
  private boolean failing;
  private volatile boolean closed;
  private volatile long timer = -1;

  private SnapshotWriter(
      Vertx vertx,
      Database database,
      ObjectStore store,
      SnapshotSettings settings,
      SnapshotMeters meters) {
    this.vertx = vertx;
    this.database = database;
    this.log = new FeedLog(database);
    this.store = store;
    this.seal = settings.seal();
    this.content = new SnapshotContent(settings.maxSize());
    this.meters = meters;
  }

  /**
   * Writes, where the settings have keys for it, until it is closed; the context has to be one of
   * virtual threads.
   */
  public static SnapshotWriter start(
      Context context,
      Database database,
      ObjectStore store,
      SnapshotSettings settings,
      MeterRegistry registry) {
    SnapshotWriter writer =
        new SnapshotWriter(
            context.owner(), database, store, settings, new SnapshotMeters(registry));
    if (writer.seal.isPresent()) {
      context.runOnContext(_ -> writer.goOn(settings.interval()));
    }
    return writer;
  }

  private void goOn(Duration interval) {
    if (!closed) {
      timer = vertx.setPeriodic(0, interval.toMillis(), _ -> look());
    }
  }

  public void close() {
    closed = true;
    vertx.cancelTimer(timer);
  }

  private void look() {
    if (closed || !writing.compareAndSet(false, true)) {
      return;
    }
    try {
      writeIfDue();
      if (failing) {
        LOGGER.info("snapshots of the feed are written again");
      }
      failing = false;
    } catch (Exception e) { // await throws what the future failed with, checked or not
      failed(e);
    } finally {
      writing.set(false);
    }
  }

  private void failed(Exception cause) {
    if (!closed) {
      meters.failed();
      if (!failing) {
        LOGGER.warn(
            "the snapshot of the feed can't be written, trying again: {}", cause.toString());
      }
      failing = true;
    }
  }

  private void writeIfDue() {
    RowSet<Row> taken = database.query(TAKE_LEASE, LEASE.toMillis(), LIFE.toMillis());
    if (taken.size() == 0) {
      return; // nothing new, or another one writes it
    }
    String lease = taken.iterator().next().getString(0);
    try {
      write(lease);
    } catch (Exception e) {
      giveUp(lease, e);
      throw e;
    }
  }

  private void write(String lease) {
    Instant now = Instant.now();
    FeedPage end = readOn();
    byte[] file =
        WorkerThreads.run(vertx, () -> seal.orElseThrow().seal(now, content.pages())).await();
    if (file.length > SnapshotFile.MAX_BYTES) {
      throw new IllegalStateException(
          "it has %d bytes (expected: <= %d)".formatted(file.length, SnapshotFile.MAX_BYTES));
    }
    store.write(SnapshotFile.KEY, Buffer.buffer(file)).await();
    meters.written(file.length);
    if (database.query(WRITTEN, lease, end.history(), content.reached()).rowCount() == 0) {
      database.query(DUE); // it may lie over one that another instance wrote meanwhile
    }
  }

  /** It has ended, and nothing of it will arrive. */
  private void giveUp(String lease, Exception cause) {
    try {
      database.query(GIVE_UP_LEASE, lease);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  /** Returns the last page, when all is in the content. */
  private FeedPage readOn() {
    while (true) {
      FeedPage page = log.wordsAfter(content.position());
      if (!content.isContinuedBy(page)) {
        content.clear();
        continue;
      }
      content.add(page);
      if (content.reached() >= page.last()) {
        return page;
      }
      if (page.entries().isEmpty()) {
        throw new IllegalStateException(
            "the feed ends at %d (expected: %d)".formatted(content.reached(), page.last()));
      }
    }
  }
}
