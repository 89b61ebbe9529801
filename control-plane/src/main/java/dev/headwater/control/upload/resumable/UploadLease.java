package dev.headwater.control.upload.resumable;

import dev.headwater.control.refusal.RefusedException;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write to an upload, renewed until it is released. Confined to the context that it is
 * made on.
 */
final class UploadLease {
  private static final Logger LOGGER = LoggerFactory.getLogger(UploadLease.class);

  private static final Duration RENEW = UploadTable.LEASE.dividedBy(4);

  private final Vertx vertx;
  private final UploadTable table;
  private final Upload upload;
  private final long timer;

  private UploadLease(
      Vertx vertx, UploadTable table, Upload upload, Consumer<RefusedException> onLost) {
    this.vertx = vertx;
    this.table = table;
    this.upload = upload;
    this.timer = vertx.setPeriodic(RENEW.toMillis(), _ -> renew(onLost));
  }

  /** Empty where somebody else writes, or there is nothing any more to write to. */
  static Optional<UploadLease> take(
      Vertx vertx, UploadTable table, String id, Consumer<RefusedException> onLost) {
    return table.take(id).map(upload -> new UploadLease(vertx, table, upload, onLost));
  }

  /** Of an upload that was taken. */
  static UploadLease of(Vertx vertx, UploadTable table, Upload taken) {
    return new UploadLease(vertx, table, taken, _ -> {});
  }

  /** As it was when the lease began. */
  Upload upload() {
    return upload;
  }

  private void renew(Consumer<RefusedException> onLost) {
    table
        .renew(upload)
        .onSuccess(isHeld -> {
          if (!isHeld) {
            onLost.accept(taken());
          }
        })
        .onFailure(failure -> LOGGER.warn("a lease isn't renewed: {}", failure.toString()));
  }

  /** Ends as it is told; the lease of an upload that is done or deleted has ended by itself. */
  void release(int nextNumber) {
    stop();
    try {
      table.release(upload, nextNumber);
    } catch (RuntimeException e) {
      LOGGER.warn("a lease ends by itself: {}", e.toString());
    }
  }

  /** Lets the lease end by itself. */
  void stop() {
    vertx.cancelTimer(timer);
  }

  static RefusedException taken() {
    return RefusedException.locked("another call brings bytes of this upload", UploadTable.LEASE);
  }
}
