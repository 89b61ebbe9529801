package dev.headwater.edge.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Counts wrong stream keys, and slows those down who try them. Thread-safe. */
public final class WrongKeys {
  /** About 300 bytes each; beyond it the least recently seen are forgotten early. */
  private static final long MOST_SENDERS = 10_000;

  /** As for RTMP; an encoder with an old key tries a few times a minute. */
  static final int MOST_WRONG = 10;

  private static final Duration WINDOW = Duration.ofMinutes(1);

  /** An encoder may send on one connection for so long before it shows its key again. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final Cache<Sender, Bucket> wrong =
      Caffeine.newBuilder()
          .maximumSize(MOST_SENDERS)
          .expireAfterAccess(WINDOW)
          .executor(Runnable::run)
          .build();
  private final Cache<Sender, Boolean> right =
      Caffeine.newBuilder()
          .maximumSize(MOST_SENDERS)
          .expireAfterAccess(REMEMBERED)
          .executor(Runnable::run)
          .build();
  private final LongAdder count = new LongAdder();

  /**
   * Who shows keys: each channel of an address by itself, so that encoders of other channels behind
   * it go on.
   *
   * @param channel empty where there is no such channel
   */
  record Sender(String address, String channel) {}

  /** How often a key was wrong. */
  public long count() {
    return count.sum();
  }

  /** How long to wait before another key is looked at; empty where one may be now. */
  Optional<Duration> waitFor(Sender sender) {
    Bucket bucket = wrong.getIfPresent(sender);
    if (bucket == null || right.getIfPresent(sender) != null) {
      return Optional.empty();
    }
    EstimationProbe probe = bucket.estimateAbilityToConsume(1);
    return probe.canBeConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /**
   * A key was wrong.
   *
   * @param sender none: another node has passed it on
   */
  void wrong(Optional<Sender> sender) {
    count.increment();
    sender.ifPresent(one -> wrong.get(one, _ -> full()).tryConsume(1));
  }

  /** Another encoder beside it may have an old key. */
  void right(Sender sender) {
    right.put(sender, true);
  }

  private static Bucket full() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(MOST_WRONG).refillGreedy(MOST_WRONG, WINDOW))
        .build();
  }
}
