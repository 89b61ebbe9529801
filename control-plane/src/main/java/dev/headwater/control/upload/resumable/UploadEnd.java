package dev.headwater.control.upload.resumable;

import dev.headwater.control.account.Caller;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.title.TitleSource;
import dev.headwater.control.upload.SourceHandover;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an upload ends: its title takes it, or it is dropped. Either can be done again where it broke
 * off. To be called under a lease. Thread-safe; for virtual threads.
 */
final class UploadEnd {
  private static final Logger LOGGER = LoggerFactory.getLogger(UploadEnd.class);

  private final UploadTable table;
  private final UploadStore store;
  private final SourceHandover handover;
  private final AuditLog audit;

  UploadEnd(UploadTable table, UploadStore store, SourceHandover handover, AuditLog audit) {
    this.table = table;
    this.store = store;
    this.handover = handover;
    this.audit = audit;
  }

  /**
   * Makes one object of what was received, and gives it to the title, with a job for the workers.
   * Refused as {@link SourceHandover#give} is, and with 503 where the store fails.
   */
  void handOver(Upload held, Caller.Person person) {
    held.written()
        .storeId()
        .ifPresent(id -> store.complete(held.sourceKey(), id, table.parts(held.id())));
    if (held.length() == 0) {
      store.write(held.sourceKey(), Buffer.buffer()); // no call has brought it
    }
    TitleSource source = new TitleSource(held.sourceKey(), held.length(), held.filename());
    Optional<String> replaced =
        handover
            .database()
            .transaction(transaction -> {
              if (!table.finish(transaction, held)) {
                throw UploadLease.taken();
              }
              Optional<String> before = handover.titles().sourceKey(transaction, held.titleId());
              handover.give(transaction, person, held.titleId(), source);
              return before;
            });
    replaced.ifPresent(store::drop);
    tidy(held);
  }

  /** The tails: what stays costs space, nothing else. */
  private void tidy(Upload held) {
    try {
      store.deleteAll(Upload.folder(held.id()));
    } catch (RuntimeException e) {
      LOGGER.warn("{} stays in the store: {}", Upload.folder(held.id()), e.toString());
    }
  }

  /**
   * Forgets the upload, after its bytes are gone from the store where no title has them. Refused
   * with 503 where the store fails, with 423 where the lease was lost.
   *
   * @param actor who drops it, as the audit log calls them
   */
  void drop(Upload held, String actor) {
    if (!held.done()) {
      held.written().storeId().ifPresent(id -> store.abort(held.sourceKey(), id));
      store.deleteAll(Upload.folder(held.id()));
      if (held.isReceived()) {
        store.delete(held.sourceKey());
      }
    }
    handover
        .database()
        .transaction(transaction -> {
          if (!table.delete(transaction, held)) {
            throw UploadLease.taken();
          }
          JsonObject detail = new JsonObject().put("upload", held.id()).put("done", held.done());
          audit.record(transaction, actor, "upload.delete", held.titleId(), detail);
          return held;
        });
  }
}
