package dev.headwater.control.account.throttle;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The failures that all instances saw, in Redis. Thread-safe; fails when Redis does. */
final class RedisFailureCounters implements FailureCounters {
  private static final String PREFIX = "headwater:login-failures:";

  private final Redis redis;
  private final Duration window;
  private final Duration timeout;

  RedisFailureCounters(Redis redis, Duration window, Duration timeout) {
    this.redis = redis;
    this.window = window;
    this.timeout = timeout;
  }

  @Override
  public Future<FailureCount> read(String key) {
    return batch(
            Request.cmd(Command.GET).arg(PREFIX + key), Request.cmd(Command.PTTL).arg(PREFIX + key))
        .map(answers ->
            new FailureCount(
                number(answers.getFirst()), Duration.ofMillis(number(answers.getLast()))));
  }

  /** The window is set with the first failure, so that no count stays for ever. */
  @Override
  public Future<Void> add(String key) {
    return batch(
            Request.cmd(Command.SET)
                .arg(PREFIX + key)
                .arg(0)
                .arg("PX")
                .arg(window.toMillis())
                .arg("NX"),
            Request.cmd(Command.INCR).arg(PREFIX + key))
        .mapEmpty();
  }

  @Override
  public Future<Void> forget(String key) {
    return batch(Request.cmd(Command.DEL).arg(PREFIX + key)).mapEmpty();
  }

  /** Zero for what is not there, and for the -2 that PTTL answers then. */
  private static long number(@Nullable Response answer) {
    Long number = answer == null ? null : answer.toLong();
    return number == null ? 0 : Math.max(0, number);
  }

  private Future<List<@Nullable Response>> batch(Request... requests) {
    return redis.batch(List.of(requests)).timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }
}
