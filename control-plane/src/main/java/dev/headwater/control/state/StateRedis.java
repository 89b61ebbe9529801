package dev.headwater.control.state;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redis, asked within a time limit. After it failed it is left alone for a moment, so that nobody
 * waits again and again for what is away. Thread-safe; its futures fail when Redis does.
 */
public final class StateRedis {
  private static final Logger LOGGER = LoggerFactory.getLogger(StateRedis.class);

  /** Bounds how many calls wait for a silent Redis, and how often that is logged. */
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Redis redis;
  private final long timeoutMillis;
  private final AtomicLong restedUntil = new AtomicLong(System.nanoTime());

  public StateRedis(Redis redis, Duration timeout) {
    this.redis = redis;
    this.timeoutMillis = timeout.toMillis();
  }

  /** One answer for each request, in their order. */
  public Future<List<@Nullable Response>> ask(Request... requests) {
    if (restedUntil.get() - System.nanoTime() > 0) {
      return Future.failedFuture("Redis has failed a moment ago");
    }
    return insist(requests);
  }

  /** As {@link #ask}, even where Redis has just failed. */
  public Future<List<@Nullable Response>> insist(Request... requests) {
    return redis
        .batch(List.of(requests))
        .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
        .onFailure(this::rest);
  }

  private void rest(Throwable failure) {
    long now = System.nanoTime();
    long last = restedUntil.get();
    if (last - now <= 0 && restedUntil.compareAndSet(last, now + REST_NANOS)) {
      LOGGER.warn("state is kept without Redis: {}", failure.toString());
    }
  }
}
