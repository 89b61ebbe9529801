package dev.headwater.control.account.throttle;

import dev.headwater.control.account.AccountSettings;
import dev.headwater.control.refusal.RefusedException;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops guessing of passwords: failures are counted for each account and for each address, in Redis
 * for all instances and here as well, so that counting goes on while Redis is down. Thread-safe;
 * for virtual threads.
 */
public final class LoginThrottle {
  private static final Logger LOGGER = LoggerFactory.getLogger(LoginThrottle.class);
  private static final long LOG_EVERY_MILLIS = 1000;

  private final FailureCounters shared;
  private final FailureCounters local;
  private final AccountSettings settings;
  private final AtomicLong lastLogged = new AtomicLong();

  public LoginThrottle(
      Redis redis, Duration redisTimeout, AccountSettings settings, InstantSource clock) {
    this.shared = new RedisFailureCounters(redis, settings.failureWindow(), redisTimeout);
    this.local = new LocalFailureCounters(settings.failureWindow(), clock);
    this.settings = settings;
  }

  /** Refused with 429 where the account or the address has failed too often. */
  public void admit(String email, String address) {
    check(accountKey(email), settings.failuresPerAccount());
    check(addressKey(address), settings.failuresPerAddress());
  }

  public void failed(String email, String address) {
    add(accountKey(email));
    add(addressKey(address));
  }

  public void succeeded(String email) {
    String key = accountKey(email);
    Future.await(local.forget(key));
    Future.await(shared.forget(key).otherwise(this::withoutRedis));
  }

  private void check(String key, int limit) {
    FailureCount count =
        Future.await(
            shared
                .read(key)
                .recover(failure -> {
                  withoutRedis(failure);
                  return local.read(key);
                }));
    if (count.failures() >= limit) {
      throw RefusedException.tooManyAttempts(
          "log-in failed too often; wait before trying again", count.forgottenIn());
    }
  }

  private void add(String key) {
    Future.await(local.add(key));
    Future.await(shared.add(key).otherwise(this::withoutRedis));
  }

  @SuppressWarnings("NullAway") // Void has no value but null.
  private Void withoutRedis(Throwable failure) {
    long now = System.currentTimeMillis();
    long last = lastLogged.get();
    if (now - last >= LOG_EVERY_MILLIS && lastLogged.compareAndSet(last, now)) {
      LOGGER.warn("failed log-ins are counted without Redis: {}", failure.toString());
    }
    return null;
  }

  private static String accountKey(String email) {
    return "account:" + email;
  }

  private static String addressKey(String address) {
    return "address:" + address;
  }
}
