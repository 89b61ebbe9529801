package dev.headwater.control;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where the Redis is that keeps state, as opposed to cached responses. Immutable. */
public record RedisSettings(
    @Setting(value = "redis://127.0.0.1:6379", doc = "Address of the Redis that never evicts.")
        URI state,
    @Setting(doc = "Password of that Redis, if it has one.") Optional<Secret> password,
    @Setting(value = "50ms", doc = "Longest wait for Redis; the work goes on without it.")
        Duration timeout) {

  public RedisSettings {
    if (!"redis".equals(state.getScheme()) && !"rediss".equals(state.getScheme())) {
      throw new IllegalArgumentException("state: " + state + " (expected: redis://HOST:PORT)");
    }
    if (timeout.toMillis() < 1) {
      throw new IllegalArgumentException("timeout: " + timeout + " (expected: > 0ms)");
    }
  }
}
