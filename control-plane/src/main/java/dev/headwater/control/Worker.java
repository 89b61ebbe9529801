package dev.headwater.control;

import dev.headwater.control.database.Database;
import dev.headwater.control.encoding.LiveIngest;
import dev.headwater.control.packaging.PackagingWorker;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.store.ObjectStore;
import dev.headwater.platform.telemetry.AdminServer;
import dev.headwater.platform.telemetry.StoreMeters;
import dev.headwater.platform.telemetry.Telemetry;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the parts of a worker together and takes them apart in the other order: first what encodes,
 * which gives its jobs back while it still has a database to do so. Confined to its context, which
 * is one of virtual threads.
 */
final class Worker implements Deployable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Worker.class);

  private final WorkerSettings settings;
  private final Telemetry telemetry = new Telemetry("worker");
  private final Promise<AdminServer> admin = Promise.promise();
  private final Deque<Supplier<Future<?>>> closers = new ArrayDeque<>(); // last opened first

  Worker(WorkerSettings settings) {
    this.settings = settings;
  }

  /** Completes once deployed. */
  Future<AdminServer> admin() {
    return admin.future();
  }

  @Override
  public Future<?> deploy(Context context) {
    try {
      admin.complete(open(context.owner()));
      return admin.future();
    } catch (Exception e) {
      undeploy(context);
      return Future.failedFuture(e);
    }
  }

  @Override
  public Future<?> undeploy(Context context) {
    while (!closers.isEmpty()) {
      try {
        Future.await(closers.pop().get());
      } catch (Exception e) {
        LOGGER.warn("a part did not close well", e);
      }
    }
    return Future.succeededFuture();
  }

  private void openLive(Vertx vertx, Database database) {
    LiveIngest live =
        Future.await(
            LiveIngest.start(
                vertx,
                settings.live(),
                settings.packaging(),
                database.pool(),
                new Envelope(settings.sealingKeys()),
                telemetry.registry()));
    closers.push(live::close);
  }

  private AdminServer open(Vertx vertx) {
    closers.push(() -> {
      telemetry.close();
      return Future.succeededFuture();
    });
    ObjectStore store =
        Future.await(
            settings
                .store()
                .location()
                .open(vertx, System.getenv(), new StoreMeters(telemetry.registry())));
    closers.push(store::close);
    Database database = Future.await(Database.join(vertx, settings.database()));
    closers.push(database::close);
    AdminServer door =
        Future.await(
            AdminServer.listen(
                vertx,
                settings.admin().host(),
                settings.adminPort(),
                telemetry,
                List.of(database.health())));
    closers.push(door::close);
    PackagingWorker packaging =
        Future.await(
            PackagingWorker.start(
                vertx,
                new PackagingWorker.Parts(
                    settings.packaging(),
                    settings.recordings().urls(settings.live().ingestUrls()),
                    database.pool(),
                    store,
                    new Envelope(settings.sealingKeys()),
                    telemetry.registry())));
    closers.push(packaging::close);
    if (settings.live().enabled()) {
      openLive(vertx, database);
    }
    return door;
  }
}
