package dev.headwater.control.account.password;

import dev.headwater.control.account.PasswordSettings;
import dev.headwater.control.account.RandomText;
import dev.headwater.control.refusal.RefusedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hashes passwords on threads of its own: as many at once as there are processors, since each takes
 * one, and the memory that is set; and a bounded number waiting. Thread-safe; for virtual threads.
 */
public final class PasswordHashing implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(PasswordHashing.class);
  private static final int SALT_BYTES = 16;
  private static final int LANES = 1;
  private static final int BYTES_OF_KIBIBYTE = 1024;

  /** At about 50 ms each, what waits longer than a few seconds is better refused. */
  private static final int MAX_WAITING = 100;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final ThreadPoolExecutor threads;
  private final Counter refused;
  private final Argon2Hash.Cost cost;
  private final String unknown;

  public PasswordHashing(PasswordSettings settings, MeterRegistry meters) {
    if (settings.weak()) {
      LOGGER.warn("accounts.passwords: hashes that cost so little are for tests only");
    }
    this.cost =
        new Argon2Hash.Cost(
            Math.toIntExact(settings.memory().bytes() / BYTES_OF_KIBIBYTE),
            settings.passes(),
            LANES);
    this.unknown =
        Argon2Hash.compute(RandomText.token(), cost, RandomText.bytes(SALT_BYTES)).toString();
    int processors = Runtime.getRuntime().availableProcessors();
    this.threads =
        new ThreadPoolExecutor(
            processors,
            processors,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().daemon().name("password-hash-", 0).factory());
    Gauge.builder("headwater.password.hashes.waiting", threads, t -> t.getQueue().size())
        .description("Passwords that wait to be hashed or checked")
        .register(meters);
    this.refused =
        Counter.builder("headwater.password.hashes.refused")
            .description("Passwords that were not hashed or checked, since too many waited")
            .register(meters);
  }

  /** A PHC string; refused with 503 where too many wait. */
  public String hash(String password) {
    return onThread(
        () -> Argon2Hash.compute(password, cost, RandomText.bytes(SALT_BYTES)).toString());
  }

  /** Refused with 503 where too many wait. */
  public boolean matches(String password, String phc) {
    return onThread(() -> Argon2Hash.parse(phc).matches(password));
  }

  /** Of a password that nobody knows, for people who have none. */
  public String unknown() {
    return unknown;
  }

  /** Takes as long as checking a password does, so that time doesn't tell who has an account. */
  public void matchNobody(String password) {
    matches(password, unknown);
  }

  private <T> T onThread(Callable<T> work) {
    Promise<T> promise = Promise.promise();
    try {
      threads.execute(() -> {
        try {
          promise.complete(work.call());
        } catch (Exception e) {
          promise.fail(e);
        }
      });
    } catch (RejectedExecutionException _) {
      refused.increment(); // in place of a line in the log for each of a storm
      throw RefusedException.unavailable("too many log-ins at once", RETRY_AFTER, null);
    }
    return Future.await(promise.future());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
