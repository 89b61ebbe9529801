package dev.headwater.platform.sealing;

import dev.headwater.platform.settings.Secret;
import java.util.List;

/**
 * A key that other keys are sealed with (a key encryption key: NIST SP 800-57, part 1). Immutable.
 *
 * @param id says of what is sealed with which key it can be opened
 * @param secret 64 hexadecimal digits
 */
public record SealingKey(String id, Secret secret) {
  public SealingKey {
    if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(
          "id: '" + id + "' (expected: 1 to 64 letters, digits, '-' or '_')");
    }
    if (!secret.value().matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("secret: *** (expected: 64 hexadecimal digits)");
    }
  }

  /**
   * Fails with IllegalArgumentException, naming the setting, where an id stands twice.
   *
   * @param needed whether it fails too where there is none
   */
  public static void check(List<SealingKey> keys, boolean needed) {
    try {
      if (!new Envelope(keys).seals() && needed) {
        throw new IllegalArgumentException("none (expected: one, made by: openssl rand -hex 32)");
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("sealing-keys: " + e.getMessage(), e);
    }
  }

  DerivedKey key() {
    return DerivedKey.of(secret, "headwater keys");
  }
}
