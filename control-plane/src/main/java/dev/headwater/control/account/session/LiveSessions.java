package dev.headwater.control.account.session;

import dev.headwater.control.account.AccountSettings;
import dev.headwater.control.database.Database;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.control.state.StateRedis;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Knows which sessions go on: from Redis, and from the database where Redis is away or has no mark.
 * Thread-safe; for virtual threads.
 */
public final class LiveSessions {
  private final SessionTable sessions;
  private final SessionMarks marks;
  private final Duration tokenLife;
  private final InstantSource clock;

  public LiveSessions(
      Database database, StateRedis redis, AccountSettings settings, InstantSource clock) {
    this.sessions = new SessionTable(database);
    this.marks = new SessionMarks(redis);
    this.tokenLife = settings.accessTokenLife();
    this.clock = clock;
  }

  /** Refused with 401 where the session is over. */
  public void check(String session) {
    Optional<Boolean> marked =
        Future.await(marks.isAlive(session).otherwise(_ -> Optional.empty()));
    if (!marked.orElseGet(() -> isAliveInDatabase(session))) {
      throw new RefusedException(Reason.UNAUTHENTICATED, "the session is over: log in again");
    }
  }

  private boolean isAliveInDatabase(String session) {
    Instant now = clock.instant();
    Optional<Instant> end = sessions.aliveUntil(session, now);
    Duration known = end.map(until -> Duration.between(now, until)).orElse(tokenLife);
    forgetFailure(marks.remember(session, end.isPresent(), known));
    return end.isPresent();
  }

  void opened(String session, Duration life) {
    forgetFailure(marks.remember(session, true, life));
  }

  void prolonged(String session, Duration life) {
    forgetFailure(marks.prolong(session, life));
  }

  /** What Redis does not know, the database does. */
  private static void forgetFailure(Future<Void> marked) {
    Future.await(marked.otherwiseEmpty());
  }
}
