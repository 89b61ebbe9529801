package dev.headwater.control.account.throttle;

import dev.headwater.control.state.StateRedis;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what may be done a number of times: in buckets of this instance, which answer by
 * themselves once they are empty, and behind them in Redis for all instances. While Redis is away
 * the buckets here go on alone. Thread-safe; for virtual threads.
 */
public final class Throttle {
  private static final Logger LOGGER = LoggerFactory.getLogger(Throttle.class);

  private final LocalBuckets local;
  private final RedisBuckets shared;

  public Throttle(StateRedis redis, InstantSource clock) {
    TimeMeter meter = new WallClock(clock);
    this.local = new LocalBuckets(meter);
    this.shared = new RedisBuckets(redis, meter);
  }

  /** How long to wait before it may be done again; empty where it may be done now. */
  public Optional<Duration> waitFor(Limit limit, String subject) {
    return askBoth(limit, subject, Throttle::estimate);
  }

  /** As {@link #waitFor}; where it may be done, it counts as done. */
  public Optional<Duration> take(Limit limit, String subject) {
    return askBoth(limit, subject, Throttle::consume);
  }

  /** Counts from the beginning. */
  public void forget(Limit limit, String subject) {
    local.forget(limit, subject);
    try {
      shared.removeProxy(limit.key(subject));
    } catch (Exception e) {
      LOGGER.debug("{} is forgotten here alone", limit.name(), e);
    }
  }

  private Optional<Duration> askBoth(
      Limit limit, String subject, Function<Bucket, Optional<Duration>> question) {
    return question
        .apply(local.bucket(limit, subject))
        .or(() -> askShared(limit, subject, question));
  }

  private Optional<Duration> askShared(
      Limit limit, String subject, Function<Bucket, Optional<Duration>> question) {
    try {
      return question.apply(shared.builder().build(limit.key(subject), limit::toBucket));
    } catch (Exception e) { // whatever Redis fails with, checked or not
      LOGGER.debug("{} is counted here alone", limit.name(), e);
      return Optional.empty();
    }
  }

  private static Optional<Duration> estimate(Bucket bucket) {
    EstimationProbe probe = bucket.estimateAbilityToConsume(1);
    return probe.canBeConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private static Optional<Duration> consume(Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }
}
