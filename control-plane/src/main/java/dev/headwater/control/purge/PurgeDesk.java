package dev.headwater.control.purge;

import dev.headwater.control.account.Caller;
import dev.headwater.control.account.Role;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.cdn.FanOut;
import dev.headwater.control.database.Database;
import dev.headwater.control.feed.FeedLog;
import dev.headwater.control.purge.PurgeTable.Asked;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.platform.feed.FeedChange.Purge;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes purges. Those that come while others are being written wait and are written together, in
 * one transaction with one notice. Thread-safe; for virtual threads.
 */
public final class PurgeDesk {
  private static final Logger LOGGER = LoggerFactory.getLogger(PurgeDesk.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 12;

  /** Calls that wait to be written; each has up to a thousand items. */
  private static final int MAX_WAITING = 1000;

  /** Calls that are written together: more would make a page of the feed late. */
  private static final int BATCH = 100;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final long SETTLE_MILLIS = 1000;
  private static final long FORGET_MILLIS = 600_000;

  /**
   * A purge that was taken.
   *
   * @param sequence its place in the feed
   */
  public record Receipt(String id, long sequence) {}

  private record Waiting(Asked asked, Promise<Receipt> promise) {
    String id() {
      return asked.purge().id();
    }
  }

  private final Context context;
  private final Database database;
  private final FeedLog feed;
  private final FanOut fanOut;
  private final AuditLog audit;
  private final PurgeAccess access;
  private final PurgeTable table;
  private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final AtomicBoolean writing = new AtomicBoolean();

  private PurgeDesk(Context context, Database database, AuditLog audit, FanOut fanOut) {
    this.context = context;
    this.database = database;
    this.feed = new FeedLog(database);
    this.fanOut = fanOut;
    this.audit = audit;
    this.access = new PurgeAccess(database);
    this.table = new PurgeTable(database, fanOut);
  }

  /** Works until the context's deployment ends; the context has to be one of virtual threads. */
  public static PurgeDesk start(Context context, Database database, AuditLog audit, FanOut fanOut) {
    PurgeDesk desk = new PurgeDesk(context, database, audit, fanOut);
    context.runOnContext(_ -> {
      context.owner().setPeriodic(SETTLE_MILLIS, _ -> desk.tidy(desk.table::settle));
      context.owner().setPeriodic(FORGET_MILLIS, _ -> desk.tidy(desk.table::forgetOld));
    });
    return desk;
  }

  /**
   * Done when the log has it, and so when nothing can lose it. Refused with 403 where the person
   * may not, with 503 where too many wait.
   */
  public Receipt take(Caller.Person person, PurgeItems items) {
    access.check(person, items);
    Waiting call = new Waiting(new Asked(person.id(), items.as(newId())), Promise.promise());
    if (!waiting.offer(call)) {
      throw RefusedException.unavailable("too many purges at once", RETRY_AFTER, null);
    }
    context.runOnContext(_ -> write());
    return Future.await(call.promise.future());
  }

  private static String newId() {
    byte[] bytes = new byte[ID_BYTES];
    RANDOM.nextBytes(bytes);
    return "u" + HexFormat.of().formatHex(bytes);
  }

  private void write() {
    while (!waiting.isEmpty() && writing.compareAndSet(false, true)) {
      List<Waiting> batch = new ArrayList<>();
      try {
        waiting.drainTo(batch, BATCH);
        long first = batch.isEmpty() ? 0 : database.transaction(one -> write(one, batch));
        for (int i = 0; i < batch.size(); i++) {
          Waiting call = batch.get(i);
          call.promise.complete(new Receipt(call.id(), first + i));
        }
      } catch (RuntimeException | Error e) {
        batch.forEach(call -> call.promise.tryFail(e));
      } finally {
        writing.set(false);
      }
    }
  }

  private long write(SqlConnection transaction, List<Waiting> batch) {
    List<Asked> asked = batch.stream().map(Waiting::asked).toList();
    asked.forEach(one -> record(transaction, one));
    long first = feed.append(transaction, asked.stream().map(Asked::purge).toList());
    table.insert(transaction, first, asked);
    return first;
  }

  private void record(SqlConnection transaction, Asked asked) {
    Purge purge = asked.purge();
    JsonObject what =
        new JsonObject()
            .put("mode", purge.mode().word())
            .put("tags", purge.tags().size())
            .put("paths", purge.paths().size())
            .put("prefixes", purge.prefixes().size());
    audit.record(transaction, asked.personId(), "purge.create", purge.id(), what);
  }

  /**
   * Notes that CDNs have to forget what nodes forget by a line of another kind, which was appended
   * in the same transaction.
   *
   * @param sequence of that line
   * @param prefixes of the paths that it is about: a policy need not give the tags
   */
  public void follow(
      SqlConnection transaction, long sequence, List<String> tags, List<String> prefixes) {
    if (fanOut.isEmpty()) {
      return;
    }
    Purge purge = new Purge(newId(), Purge.Mode.HARD, tags, List.of(), prefixes);
    Asked asked = new Asked(AuditLog.SYSTEM, purge);
    record(transaction, asked);
    table.insert(transaction, sequence, List.of(asked));
  }

  /** Refused with 404 where there is none, or it was somebody else's and the person may not see. */
  public PurgeProgress find(Caller.Person person, String id) {
    return table
        .find(id)
        .filter(purge -> access.maySee(person, purge))
        .orElseThrow(() -> new RefusedException(Reason.NOT_FOUND, "there is no such purge"));
  }

  /**
   * Those that a CDN has not applied, the newest first; refused with 403 where the person may not.
   */
  public List<PurgeProgress> failed(Caller.Person person) {
    if (!person.role().atLeast(Role.OPERATOR)) {
      throw new RefusedException(Reason.FORBIDDEN, "purges of others are for operators to see");
    }
    return table.failed();
  }

  /**
   * Has CDNs told anew where telling them has failed. Refused as {@link #find} is, and with 409
   * where it has failed nowhere.
   */
  public PurgeProgress retry(Caller.Person person, String id) {
    find(person, id);
    database.transaction(transaction -> {
      if (!fanOut.retry(transaction, id)) {
        throw new RefusedException(Reason.CONFLICT, "this purge has failed at no CDN");
      }
      audit.record(transaction, person.id(), "purge.retry", id, new JsonObject());
      return id;
    });
    return find(person, id);
  }

  private void tidy(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOGGER.warn("purges can't be settled, trying again: {}", e.toString());
    }
  }
}
