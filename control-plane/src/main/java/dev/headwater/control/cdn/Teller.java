package dev.headwater.control.cdn;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one CDN of purges, as they may be told, and writes down what came of it. One that hangs
 * keeps no other waiting. Confined to its context, which is one of virtual threads.
 */
final class Teller {
  private static final Logger LOGGER = LoggerFactory.getLogger(Teller.class);

  /** A renewal may fail twice before the lease ends. */
  private static final long RENEW_MILLIS = CdnPurgeTable.LEASE.dividedBy(3).toMillis();

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** Waiting longer would only hide that the CDN is back. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private static final int MOST_DOUBLINGS = 10;

  private final Vertx vertx;
  private final CdnSettings settings;
  private final Cdn cdn;
  private final Books books;
  private final CdnPurgeTable table;
  private final AtomicBoolean telling = new AtomicBoolean();
  private final Promise<Void> ended = Promise.promise();
  private volatile boolean closed;

  /** Where it is written down. */
  record Books(Database database, AuditLog audit, FanOutMeters meters) {}

  Teller(Context context, CdnSettings settings, Cdn cdn, Books books) {
    this.vertx = context.owner();
    this.settings = settings;
    this.cdn = cdn;
    this.books = books;
    this.table = new CdnPurgeTable(books.database);
  }

  /** Tells all that may be told now, unless that is under way. */
  void look() {
    if (!telling.compareAndSet(false, true)) {
      return;
    }
    try {
      while (!closed && tellSome()) {
        LOGGER.debug("{} was told of purges", settings.name());
      }
    } catch (RuntimeException e) {
      if (!closed) {
        LOGGER.warn("{} can't be told of purges, trying again: {}", settings.name(), e.toString());
      }
    } finally {
      telling.set(false);
      if (closed) {
        ended.tryComplete();
      }
    }
  }

  private boolean tellSome() {
    List<Turn> turns = table.take(settings.name());
    if (turns.isEmpty()) {
      return false;
    }
    long renewal = vertx.setPeriodic(RENEW_MILLIS, _ -> renew(turns));
    try {
      tell(turns);
    } finally {
      vertx.cancelTimer(renewal);
    }
    return true;
  }

  private void renew(List<Turn> turns) {
    try {
      table.renew(settings.name(), turns);
    } catch (RuntimeException e) {
      LOGGER.warn("{} may be told of purges twice: {}", settings.name(), e.toString());
    }
  }

  /** What can't be done keeps none of the others from being done. */
  private void tell(List<Turn> turns) {
    Optional<CdnException> failure = purge(turns);
    if (failure.isEmpty()) {
      turns.forEach(this::done);
    } else if (failure.get().isLasting() && turns.size() > 1) {
      turns.forEach(turn -> tell(List.of(turn)));
    } else if (closed) { // a call that was broken off says nothing of the CDN
      table.giveBack(settings.name(), turns);
    } else {
      turns.forEach(turn -> failed(turn, failure.get()));
    }
  }

  private Optional<CdnException> purge(List<Turn> turns) {
    try {
      cdn.purge(
          CdnPurge.of(reference(turns), turns.stream().map(Turn::purge).toList(), cdn.knowsTags()));
      return Optional.empty();
    } catch (CdnException e) {
      return Optional.of(e);
    } catch (RuntimeException e) {
      LOGGER.warn("{} can't be told of purges", settings.name(), e);
      return Optional.of(CdnException.passing(e.getClass().getSimpleName() + ", see the log"));
    }
  }

  /** The same where the same is told again. */
  private static String reference(List<Turn> turns) {
    String all =
        turns.stream()
            .map(turn -> turn.purgeId() + "." + turn.pass())
            .sorted()
            .collect(Collectors.joining(" "));
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(UTF_8));
      return "headwater-" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this JDK", e);
    }
  }

  private void done(Turn turn) {
    Optional<String> state =
        books.database.transaction(transaction -> {
          Optional<String> now = table.done(transaction, turn);
          if (isIn("applied", now)) {
            record(transaction, "purge.cdn-applied", turn, new JsonObject());
          }
          return now;
        });
    if (isIn("applied", state)) {
      books.meters.ended(settings.name(), "applied");
      books.meters.applied(
          settings.name(),
          Duration.between(turn.asked(), OffsetDateTime.now(turn.asked().getOffset())));
    } else if (state.isPresent()) {
      books.meters.ended(settings.name(), "told");
    }
  }

  private void failed(Turn turn, CdnException failure) {
    boolean given = failure.isLasting() || turn.attempt() >= settings.attempts();
    Duration pause = pauseAfter(turn.attempt());
    String error = String.valueOf(failure.getMessage());
    books.database.transaction(transaction -> {
      Optional<String> now = table.failed(transaction, turn, error, pause, given);
      if (isIn("failed", now)) {
        record(transaction, "purge.cdn-failed", turn, new JsonObject().put("error", error));
      }
      return now;
    });
    books.meters.ended(settings.name(), given ? "failed" : "again");
    if (given || turn.attempt() == 1) {
      LOGGER.warn(
          "{} has not applied purge {}, {}: {}",
          settings.name(),
          turn.purgeId(),
          given ? "given up" : "trying again",
          error);
    }
  }

  private static boolean isIn(String word, Optional<String> state) {
    return state.filter(word::equals).isPresent();
  }

  private void record(SqlConnection transaction, String action, Turn turn, JsonObject detail) {
    books.audit.record(
        transaction,
        AuditLog.SYSTEM,
        action,
        turn.purgeId(),
        detail.put("cdn", settings.name()).put("attempt", turn.attempt()));
  }

  /** Counted from 1. */
  static Duration pauseAfter(int attempt) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(attempt - 1L, 0, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /** Tells nobody any more; completes once what is being told was broken off, and given back. */
  Future<Void> close() {
    closed = true;
    cdn.close();
    return telling.get() ? ended.future() : Future.succeededFuture();
  }
}
