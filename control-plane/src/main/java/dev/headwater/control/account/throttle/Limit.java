package dev.headwater.control.account.throttle;

import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;

/**
 * How often something may be done under one key: as often as the number says, and again that often
 * when the window is over. Immutable.
 *
 * @param name tells the keys of this limit from those of others
 */
public record Limit(String name, int times, Duration window) {
  BucketConfiguration toBucket() {
    return BucketConfiguration.builder()
        .addLimit(limit -> limit.capacity(times).refillIntervally(times, window))
        .build();
  }

  /** Another one where the limit is another one: a bucket in Redis keeps what it was made with. */
  String key(String subject) {
    return "%s:%d:%d:%s".formatted(name, times, window.toSeconds(), subject);
  }
}
