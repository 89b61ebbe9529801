package dev.headwater.control.title;

import dev.headwater.control.database.Database;
import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.publication.Publication.State;
import dev.headwater.platform.store.ObjectStore;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the {@code publication.json} of every publication in step with its title. A change marks
 * its title in the same transaction, so that a crash between the two loses nothing. Thread-safe;
 * works on a virtual thread of its own, in each of several instances.
 */
public final class PublicationSync implements Deployable {
  private static final Logger LOGGER = LoggerFactory.getLogger(PublicationSync.class);

  /** Finds what another instance marked and did not live to write, and what failed before. */
  private static final long POLL_MILLIS = 2000;

  private static final String MARKED =
      """
      select id, visibility, status, epochs from titles where publication_stale
      order by id limit 1 for update skip locked\
      """;

  private final Database database;
  private final ObjectStore store;
  private final AtomicBoolean sweeping = new AtomicBoolean();
  private final AtomicBoolean wanted = new AtomicBoolean();
  private @Nullable Context context;

  private PublicationSync(Database database, ObjectStore store) {
    this.database = database;
    this.store = store;
  }

  /** Works until the Vert.x instance undeploys it. */
  public static Future<PublicationSync> start(Vertx vertx, Database database, ObjectStore store) {
    PublicationSync sync = new PublicationSync(database, store);
    return vertx
        .deployVerticle(
            sync, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
        .map(_ -> sync);
  }

  @Override
  public Future<?> deploy(Context own) {
    context = own;
    own.owner().setPeriodic(POLL_MILLIS, _ -> sweep());
    return Future.succeededFuture();
  }

  /** Looks for marked titles now. */
  void wake() {
    Context own = context;
    if (own != null) {
      own.runOnContext(_ -> sweep());
    }
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
      for (String epoch : row.getArrayOfStrings("epochs")) {
        write(publication(row, id, epoch));
      }
      database.query(transaction, "update titles set publication_stale = false where id = $1", id);
      return true;
    }
    return false;
  }

  private static Publication publication(Row row, String id, String epoch) {
    boolean retired = TitleStatus.of(row.getString("status")) == TitleStatus.RETIRED;
    return Publication.of(
        id,
        epoch,
        Title.visibility(row.getString("visibility")),
        retired ? State.RETIRED : State.PUBLISHED);
  }

  private void write(Publication publication) {
    String path = Publication.path(publication.titleId(), publication.epoch());
    Future.await(store.write(path + "/" + Publication.FILE, publication.toJson().toBuffer()));
  }
}
