package dev.headwater.control.account.session;

import dev.headwater.control.state.StateRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Redis says of sessions, for all instances: a mark that one is alive, or that it is over. No
 * mark means that only the database knows. Thread-safe; its futures fail when Redis does.
 */
final class SessionMarks {
  private static final String PREFIX = "headwater:session:";
  private static final String ALIVE = "alive";
  private static final String OVER = "over";

  private final StateRedis redis;

  SessionMarks(StateRedis redis) {
    this.redis = redis;
  }

  /** Empty where there is no mark. */
  Future<Optional<Boolean>> isAlive(String session) {
    return redis
        .ask(Request.cmd(Command.GET).arg(PREFIX + session))
        .map(answers -> mark(answers.getFirst()));
  }

  private static Optional<Boolean> mark(@Nullable Response answer) {
    return Optional.ofNullable(answer).map(mark -> mark.toString().equals(ALIVE));
  }

  /**
   * What the database said a moment ago: never over a mark that says more, also of a new session,
   * which may have been ended with all others by now.
   */
  Future<Void> remember(String session, boolean alive, Duration life) {
    return redis.ask(set(session, alive ? ALIVE : OVER, life).arg("NX")).mapEmpty();
  }

  /** A mark that is there stays what it is. */
  Future<Void> prolong(String session, Duration life) {
    return redis
        .ask(Request.cmd(Command.PEXPIRE).arg(PREFIX + session).arg(life.toMillis()))
        .mapEmpty();
  }

  /** Over every other mark. */
  Future<Void> end(List<String> sessions, Duration life) {
    return redis
        .insist(sessions.stream().map(session -> set(session, OVER, life)).toArray(Request[]::new))
        .mapEmpty();
  }

  private static Request set(String session, String mark, Duration life) {
    return Request.cmd(Command.SET)
        .arg(PREFIX + session)
        .arg(mark)
        .arg("PX")
        .arg(Math.max(1, life.toMillis()));
  }
}
