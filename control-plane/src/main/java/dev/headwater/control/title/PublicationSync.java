package dev.headwater.control.title;

import dev.headwater.control.database.Database;
import dev.headwater.control.feed.FeedLog;
import dev.headwater.control.purge.PurgeDesk;
import dev.headwater.platform.feed.FeedChange.PublicationChanged;
import dev.headwater.platform.publication.ContentKey;
import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.publication.Publication.State;
import dev.headwater.platform.store.ObjectStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the {@code publication.json} of every publication in step with its title, and then tells
 * the data plane, and CDNs after it, so that whoever is told finds the store in step. A change
 * marks its title in the same transaction, so that a crash between the two loses nothing.
 * Thread-safe; works on virtual threads, in each of several instances.
 */
public final class PublicationSync {
  private static final Logger LOGGER = LoggerFactory.getLogger(PublicationSync.class);

  /** Finds what another instance marked and did not live to write, and what failed before. */
  private static final long POLL_MILLIS = 2000;

  private static final String MARKED =
      """
      select id, owner_id, visibility, status, epochs from titles where publication_stale
      order by id limit 1 for update skip locked\
      """;

  private final Context context;
  private final Database database;
  private final FeedLog feed;
  private final ObjectStore store;
  private final PurgeDesk purges;
  private final AtomicBoolean sweeping = new AtomicBoolean();
  private final AtomicBoolean wanted = new AtomicBoolean();

  private PublicationSync(Context context, Database database, ObjectStore store, PurgeDesk purges) {
    this.context = context;
    this.database = database;
    this.feed = new FeedLog(database);
    this.store = store;
    this.purges = purges;
  }

  /** Works until the context's deployment ends; the context has to be one of virtual threads. */
  public static PublicationSync start(
      Context context, Database database, ObjectStore store, PurgeDesk purges) {
    PublicationSync sync = new PublicationSync(context, database, store, purges);
    context.runOnContext(_ -> context.owner().setPeriodic(0, POLL_MILLIS, _ -> sync.sweep()));
    return sync;
  }

  /** Looks for marked titles now. */
  void wake() {
    context.runOnContext(_ -> sweep());
  }

  private void sweep() {
    wanted.set(true);
    if (!sweeping.compareAndSet(false, true)) {
      return; // the sweep that runs sees the wish
    }
    try {
      while (wanted.getAndSet(false)) {
        while (database.transaction(this::writeOne)) {
          LOGGER.debug("a publication was brought in step");
        }
      }
    } catch (RuntimeException e) {
      LOGGER.warn("publications can't be brought in step, trying again: {}", e.toString());
    } finally {
      sweeping.set(false);
    }
  }

  /** The row stays locked while its files are written, so that the last change wins. */
  private boolean writeOne(SqlConnection transaction) {
    for (Row row : database.query(transaction, MARKED)) {
      String id = row.getString("id");
      Map<String, List<ContentKey>> keys = ContentKeyTable.byEpoch(database, transaction, id);
      List<Publication> changed =
          Arrays.stream(row.getArrayOfStrings("epochs"))
              .map(epoch -> publication(row, id, epoch).with(keys.getOrDefault(epoch, List.of())))
              .toList();
      changed.forEach(this::write);
      database.query(transaction, "update titles set publication_stale = false where id = $1", id);
      if (!changed.isEmpty()) {
        tell(transaction, changed);
      }
      return true;
    }
    return false;
  }

  /**
   * What a CDN was told of who may have a publication holds no more; edges know that by the line.
   */
  private void tell(SqlConnection transaction, List<Publication> changed) {
    long first = feed.append(transaction, changed.stream().map(PublicationChanged::new).toList());
    List<String> tags = changed.stream().flatMap(one -> one.tags().stream()).distinct().toList();
    List<String> prefixes =
        changed.stream()
            .map(one -> "/" + Publication.path(one.titleId(), one.epoch()) + "/")
            .toList();
    purges.follow(transaction, first + changed.size() - 1, tags, prefixes);
  }

  private static Publication publication(Row row, String id, String epoch) {
    boolean retired = TitleStatus.of(row.getString("status")) == TitleStatus.RETIRED;
    return Publication.of(
            id,
            epoch,
            Title.visibility(row.getString("visibility")),
            retired ? State.RETIRED : State.PUBLISHED)
        .by(row.getString("owner_id"));
  }

  private void write(Publication publication) {
    String path = Publication.path(publication.titleId(), publication.epoch());
    Future.await(store.write(path + "/" + Publication.FILE, publication.toJson().toBuffer()));
  }
}
