package dev.headwater.control.account.session;

import dev.headwater.control.account.AccountSettings;
import dev.headwater.control.database.Database;
import dev.headwater.control.state.StateRedis;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends sessions, for all instances at once. The end is written to the database, with a note that
 * Redis has to hear of it; the note stays until Redis has, so that neither a crash nor a Redis that
 * was away lets a session live on. Thread-safe; for virtual threads.
 */
public final class SessionEnds {
  private static final Logger LOGGER = LoggerFactory.getLogger(SessionEnds.class);

  /** How long ends that Redis missed may stay unknown to it once it is back. */
  private static final long SWEEP_MILLIS = 1000;

  /** Sessions that are over are of use to nobody; there is no hurry either. */
  private static final long FORGET_EVERY_SWEEPS = 60;

  /** Beyond the last access token that names an ended session. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final SessionTable sessions;
  private final SessionMarks marks;
  private final BiConsumer<SqlConnection, String> alsoEnds;
  private final Duration markLife;
  private final InstantSource clock;
  private final AtomicBoolean sweeping = new AtomicBoolean();
  private final AtomicLong sweeps = new AtomicLong();

  /**
   * @param alsoEnds what else of a person ends with all sessions, in the same transaction
   */
  public SessionEnds(
      Database database,
      StateRedis redis,
      AccountSettings settings,
      InstantSource clock,
      BiConsumer<SqlConnection, String> alsoEnds) {
    this.alsoEnds = alsoEnds;
    this.sessions = new SessionTable(database);
    this.marks = new SessionMarks(redis);
    this.markLife = settings.accessTokenLife().plus(MARGIN);
    this.clock = clock;
  }

  /** Tells Redis what it missed, until the context's deployment ends. */
  public void keepTelling(Context context) {
    context.runOnContext(_ -> context.owner().setPeriodic(SWEEP_MILLIS, _ -> sweep()));
  }

  private void sweep() {
    if (!sweeping.compareAndSet(false, true)) {
      return; // the last one still waits for something
    }
    try {
      tell(sessions.untold());
      if (sweeps.incrementAndGet() % FORGET_EVERY_SWEEPS == 0) {
        while (sessions.deleteExpired(clock.instant().minus(markLife))) {
          LOGGER.debug("expired sessions were forgotten");
        }
      }
    } catch (RuntimeException e) {
      LOGGER.warn("ended sessions can't be swept, trying again: {}", e.toString());
    } finally {
      sweeping.set(false);
    }
  }

  /** What was ended; to be told of after the transaction. */
  List<String> end(SqlConnection transaction, String session) {
    return sessions.end(transaction, session, clock.instant());
  }

  /** What was ended; to be told of after the transaction. */
  public List<String> endAll(SqlConnection transaction, String personId) {
    List<String> ended = endOthers(transaction, personId, "");
    alsoEnds.accept(transaction, personId); // last: it may hold what many others wait for
    return ended;
  }

  /** As {@link #endAll}, but for one. */
  public List<String> endOthers(SqlConnection transaction, String personId, String but) {
    return sessions.endAll(transaction, personId, but, clock.instant());
  }

  /** Waits until all instances know, or Redis has had its time. */
  public void tell(List<String> ended) {
    if (ended.isEmpty()) {
      return;
    }
    boolean told = Future.await(marks.end(ended, markLife).map(true).otherwise(false));
    if (told) {
      sessions.markTold(ended);
    }
  }
}
