package dev.headwater.control.upload.resumable;

import dev.headwater.control.database.Database;
import dev.headwater.control.database.Notices;
import dev.headwater.control.refusal.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Whose turn it is to write to an upload. Who finds another call at it waits a little, and that one
 * ends if its sender has fallen silent: a connection that broke unnoticed doesn't keep out the next
 * one. Thread-safe; taking a turn is for virtual threads.
 */
final class UploadTurns {
  private static final String CHANNEL = "uploads_wanted";
  private static final Duration RECONNECT = Duration.ofSeconds(1);

  /** Longer than silence is borne with once somebody waits; shorter than clients wait. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration LOOK = Duration.ofMillis(200);

  private final Database database;
  private final UploadTable table;
  private final Map<String, Intake> writing = new ConcurrentHashMap<>();
  private final Notices notices;

  UploadTurns(Vertx vertx, Database database, UploadTable table) {
    this.database = database;
    this.table = table;
    this.notices = Notices.listen(vertx, database.pool(), CHANNEL, RECONNECT, this::wanted);
  }

  /** Waits for up to 5 s; refused with 423 where somebody still writes then. */
  UploadLease take(Vertx vertx, String id, Consumer<RefusedException> onLost) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Optional<UploadLease> lease = UploadLease.take(vertx, table, id, onLost);
    if (lease.isEmpty()) {
      database.query("select pg_notify($1, $2)", CHANNEL, id);
    }
    while (lease.isEmpty() && System.nanoTime() < end) {
      Future.await(vertx.timer(LOOK.toMillis()));
      lease = UploadLease.take(vertx, table, id, onLost);
    }
    return lease.orElseThrow(UploadLease::taken);
  }

  /** Of whoever holds the lease. */
  void begin(String id, Intake intake) {
    writing.put(id, intake);
  }

  void end(String id, Intake intake) {
    writing.remove(id, intake);
  }

  private void wanted(String id) {
    Intake intake = writing.get(id);
    if (intake != null) {
      intake.hurry();
    }
  }

  Future<Void> close() {
    return notices.close();
  }
}
