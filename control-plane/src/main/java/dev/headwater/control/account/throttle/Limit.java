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

  String key(String subject) {
    return name + ":" + subject;
  }
}
