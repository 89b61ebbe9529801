package dev.headwater.platform.store.s3;

import dev.headwater.platform.settings.Setting;
import java.time.Duration;

/** How much is asked of object storage at once, and how long is waited for it. Immutable. */
public record S3Limits(
    @Setting(value = "64", doc = "Connections to the server, at most.") int connections,
    @Setting(value = "1024", doc = "Requests that wait for a connection, at most.") int waiting,
    @Setting(value = "1s", doc = "Time for a connection to be made.") Duration connectTimeout,
    @Setting(value = "15s", doc = "An idle connection is kept so long.") Duration keepAlive,
    @Setting(value = "1500ms", doc = "Time of one attempt to read, to its first byte.")
        Duration attemptTimeout,
    @Setting(value = "3s", doc = "Time of a read to its first byte, all attempts together.")
        Duration firstByteTimeout,
    @Setting(value = "3s", doc = "A body that brings next to nothing for so long is given up.")
        Duration stallTimeout,
    @Setting(value = "60s", doc = "Time for all else, such as sending a part and its answer.")
        Duration writeTimeout,
    @Setting(value = "20ms", doc = "A read is not hedged before so long.") Duration hedgeFloor) {
  public S3Limits {
    atLeastOne("connections", connections);
    atLeastOne("waiting", waiting);
    positive("connect-timeout", connectTimeout);
    positive("attempt-timeout", attemptTimeout);
    positive("stall-timeout", stallTimeout);
    positive("write-timeout", writeTimeout);
    positive("hedge-floor", hedgeFloor);
    if (keepAlive.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("keep-alive: " + keepAlive + " (expected: >= 1s)");
    }
    if (firstByteTimeout.compareTo(attemptTimeout) < 0) {
      throw new IllegalArgumentException(
          "first-byte-timeout: %s (expected: >= attempt-timeout, %s)"
              .formatted(firstByteTimeout, attemptTimeout));
    }
  }

  private static void atLeastOne(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + ": " + value + " (expected: >= 1)");
    }
  }

  private static void positive(String key, Duration value) {
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException(key + ": " + value + " (expected: >= 1ms)");
    }
  }
}
