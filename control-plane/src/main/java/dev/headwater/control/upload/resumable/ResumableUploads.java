package dev.headwater.control.upload.resumable;

import dev.headwater.control.access.Access.Deed;
import dev.headwater.control.account.Caller;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.control.title.Title;
import dev.headwater.control.title.TitleCatalog;
import dev.headwater.control.upload.IncomingSource;
import dev.headwater.control.upload.Quota;
import dev.headwater.control.upload.SourceHandover;
import dev.headwater.control.upload.UploadSettings;
import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.store.ObjectStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes in sources over many calls, of many processes. What an answer says is received is durable.
 * Every call is for who may change the title only. Thread-safe; for virtual threads.
 */
public final class ResumableUploads {
  private static final Duration BUSY = Duration.ofSeconds(5);

  private final Database database;
  private final TitleCatalog titles;
  private final AuditLog audit;
  private final InstantSource clock;
  private final DataSize maxSize;
  private final Quota quota;
  private final UploadTable table;
  private final UploadTurns turns;
  private final UploadStore store;
  private final UploadEnd end;
  private final UploadCollector collector;
  private final MeterRegistry meters;
  private final Semaphore atOnce;
  private final Set<Intake> intakes = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** What uploads are made with. */
  public record Parts(
      Database database,
      TitleCatalog titles,
      AuditLog audit,
      ObjectStore store,
      MeterRegistry meters,
      InstantSource clock) {}

  private ResumableUploads(Context context, UploadSettings settings, Parts parts) {
    this.database = parts.database;
    this.titles = parts.titles;
    this.audit = parts.audit;
    this.clock = parts.clock;
    this.meters = parts.meters;
    this.maxSize = settings.maxSize();
    this.quota = new Quota(database, settings.quota());
    this.table = new UploadTable(database, settings.expireAfter());
    this.turns = new UploadTurns(context.owner(), database, table);
    this.store = new UploadStore(parts.store);
    this.end = new UploadEnd(table, store, new SourceHandover(database, titles), audit);
    this.collector =
        new UploadCollector(context, settings.collectEvery(), table, end, parts.meters);
    this.atOnce = new Semaphore(settings.atOnce());
  }

  /** The context, one of virtual threads, is where uploads that nobody goes on with are dropped. */
  public static ResumableUploads start(Context context, UploadSettings settings, Parts parts) {
    ResumableUploads uploads = new ResumableUploads(context, settings, parts);
    uploads.collector.start();
    return uploads;
  }

  /** The longest that is accepted, in bytes. */
  public long maxBytes() {
    return maxSize.bytes();
  }

  /**
   * Begins an upload, and takes its first bytes where there are some. Refused where the person may
   * not change the title, with 409 while an earlier source of it is being packaged, with 413 where
   * it is too long, alone or with the owner's others; and as {@link #receive} is.
   *
   * @param first the first bytes; empty where the call brings none
   */
  public Upload create(
      Caller.Person person,
      long length,
      UploadMetadata metadata,
      Optional<IncomingSource> first,
      Optional<Checksum> checksum) {
    Title title = titles.find(person, Deed.CHANGE, metadata.titleId());
    TitleCatalog.checkAcceptsSource(title);
    if (length > maxSize.bytes()) {
      throw new RefusedException(
          Reason.TOO_LARGE, "%d bytes are more than the %s allowed".formatted(length, maxSize));
    }
    String id = UUID.randomUUID().toString();
    Upload begun =
        database.transaction(transaction -> {
          quota.check(transaction, title.ownerId(), length);
          quota.checkOpen(transaction, title.ownerId());
          JsonObject detail = new JsonObject().put("upload", id).put("length", length);
          audit.record(transaction, person.id(), "upload.create", title.id(), detail);
          return table.insert(
              transaction,
              person,
              new UploadTable.Beginning(
                  id, title.ownerId(), length, metadata, "sources/" + title.id() + "/" + id));
        });
    if (first.isPresent()) {
      return take(person, begun, first.get(), checksum);
    }
    return length == 0 ? finish(person, begun) : begun;
  }

  /**
   * Where the upload is. One whose bytes are all received is given to its title first, where that
   * broke off. Refused with 404 or 410 where it is not there any more, or not for this person.
   */
  public Upload find(Caller.Person person, String id) {
    Upload upload = known(person, id);
    return upload.isReceived() && !upload.done() ? finish(person, upload) : upload;
  }

  /**
   * Takes bytes that go on at the offset. Refused with 409 where that is not how many were
   * received, with 423 where another call brings bytes and goes on to, with 460 where the checksum
   * is another one, with 400 where there are too many or the sender leaves, with 503 where the
   * store fails or too many send.
   */
  public Upload receive(
      Caller.Person person,
      String id,
      long offset,
      IncomingSource bytes,
      Optional<Checksum> checksum) {
    Upload upload = known(person, id);
    checkOffset(upload, offset);
    return take(person, upload, bytes, checksum);
  }

  /** Ends the upload and drops what came of it; one that its title has is only forgotten. */
  public void delete(Caller.Person person, String id) {
    Upload upload = known(person, id);
    UploadLease lease = lease(upload, _ -> {});
    try {
      end.drop(lease.upload(), person.id());
    } finally {
      lease.release(lease.upload().written().nextNumber());
    }
  }

  private Upload known(Caller.Person person, String id) {
    Upload upload = table.find(id).orElseThrow(ResumableUploads::unknown);
    titles.find(person, Deed.CHANGE, upload.titleId());
    if (upload.expiresAt().isBefore(clock.instant())) {
      throw new RefusedException(Reason.GONE, "the upload expired: begin again");
    }
    return upload;
  }

  private static RefusedException unknown() {
    return new RefusedException(Reason.NOT_FOUND, "there is no such upload");
  }

  private static void checkOffset(Upload upload, long offset) {
    if (offset != upload.received()) {
      throw new RefusedException(
          Reason.CONFLICT, "Upload-Offset: %d (expected: %d)".formatted(offset, upload.received()));
    }
  }

  private void checkLength(Upload upload, OptionalLong bytes) {
    if (bytes.orElse(0) > upload.length() - upload.received()) {
      throw new RefusedException(
          Reason.INVALID_REQUEST,
          "%d bytes are more than the %d that the upload still has"
              .formatted(bytes.orElse(0), upload.length() - upload.received()));
    }
  }

  private Upload take(
      Caller.Person person, Upload upload, IncomingSource bytes, Optional<Checksum> checksum) {
    checkLength(upload, bytes.declaredBytes());
    if (closed || !atOnce.tryAcquire()) {
      throw RefusedException.unavailable("too many uploads at once", BUSY, null);
    }
    try (Intake intake = new Intake(vertx(), bytes.bytes())) {
      intakes.add(intake);
      try {
        UploadLease lease = lease(upload, intake::end);
        turns.begin(upload.id(), intake);
        return take(person, lease, upload.received(), bytes, new Intaken(intake, checksum));
      } finally {
        turns.end(upload.id(), intake);
        intakes.remove(intake);
      }
    } finally {
      atOnce.release();
    }
  }

  private record Intaken(Intake intake, Optional<Checksum> checksum) {
    @Nullable Checksum check() {
      return checksum.orElse(null);
    }
  }

  private Upload take(
      Caller.Person person, UploadLease lease, long offset, IncomingSource bytes, Intaken intaken) {
    Upload held = lease.upload();
    UploadRun run = new UploadRun(table, store, lease, intaken.intake, intaken.check());
    try {
      checkOffset(held, offset);
      if (closed) {
        intaken.intake.end(stopping());
      }
      bytes.accepted().run();
      if (!held.isReceived() || held.length() == 0) {
        count(run.take() - held.received());
      }
      return handOverIfReceived(person, now(held));
    } finally {
      lease.release(run.nextFreeNumber());
    }
  }

  private Upload now(Upload held) {
    return table
        .find(held.id())
        .filter(found -> found.leaseToken() == held.leaseToken())
        .orElseThrow(UploadLease::taken);
  }

  private Upload handOverIfReceived(Caller.Person person, Upload held) {
    if (held.isReceived() && !held.done()) {
      end.handOver(held, person);
      meters.counter("headwater.uploads", "outcome", "done").increment();
    }
    return held;
  }

  private void count(long bytes) {
    meters.counter("headwater.upload.bytes").increment((double) bytes);
  }

  /** An upload all of whose bytes are received. */
  private Upload finish(Caller.Person person, Upload upload) {
    UploadLease lease = lease(upload, _ -> {});
    try {
      return handOverIfReceived(person, lease.upload());
    } finally {
      lease.release(lease.upload().written().nextNumber());
    }
  }

  /** Of the virtual thread that asks. */
  private static Vertx vertx() {
    return Objects.requireNonNull(Vertx.currentContext()).owner();
  }

  private UploadLease lease(Upload upload, Consumer<RefusedException> onLost) {
    return turns.take(vertx(), upload.id(), onLost);
  }

  /**
   * Takes no more bytes: calls under way end as if their senders had left, keeping what came; so
   * the store and the database have to be open for another moment.
   */
  public Future<Void> close() {
    closed = true;
    collector.close();
    intakes.forEach(intake -> intake.end(stopping()));
    return turns.close();
  }

  private static RefusedException stopping() {
    return RefusedException.unavailable("this server stops", BUSY, null);
  }
}
