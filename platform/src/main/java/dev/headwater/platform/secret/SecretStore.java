package dev.headwater.platform.secret;

import java.time.Duration;
import java.util.Optional;

/** A kind of place where secrets lie. Thread-safe. */
public interface SecretStore {
  /**
   * Blocks for a bounded time. Fails with {@link SecretException} where there is no such secret or
   * the place can't be asked.
   */
  String read(String name);

  /** How often it is worth looking for a new value; empty where there never is one. */
  Optional<Duration> interval();
}
