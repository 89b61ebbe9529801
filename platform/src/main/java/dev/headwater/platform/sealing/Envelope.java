package dev.headwater.platform.sealing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Seals keys that are kept or sent around: {@code v1.ID.SEALED}, where ID names the sealing key,
 * and SEALED is in base64url. What a key is for is sealed with it: it opens for nothing else.
 * Thread-safe.
 */
public final class Envelope {
  private static final String VERSION = "v1";

  private final Map<String, DerivedKey> keys = new HashMap<>();
  private final Optional<SealingKey> first;

  /**
   * Opens with any of the keys, seals with the first. Fails with IllegalArgumentException where an
   * id stands twice.
   */
  public Envelope(List<SealingKey> keys) {
    for (SealingKey key : keys) {
      if (this.keys.put(key.id(), key.key()) != null) {
        throw new IllegalArgumentException(
            "the id '" + key.id() + "' stands twice (expected: once)");
      }
    }
    this.first = keys.stream().findFirst();
  }

  /** Whether there is a key to seal with. */
  public boolean seals() {
    return first.isPresent();
  }

  /**
   * Seals a key.
   *
   * @param purpose what it is for
   */
  public String seal(byte[] key, String purpose) {
    SealingKey with = first.orElseThrow(() -> new IllegalStateException("no key to seal with"));
    byte[] sealed = with.key().seal(key, bytes(purpose));
    return VERSION
        + "."
        + with.id()
        + "."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  /** Empty where it was changed, or sealed for another purpose, or with a key that isn't here. */
  public Optional<byte[]> open(String sealed, String purpose) {
    String[] parts = sealed.split("\\.", -1);
    DerivedKey key = parts.length == 3 && parts[0].equals(VERSION) ? keys.get(parts[1]) : null;
    if (key == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(key.open(Base64.getUrlDecoder().decode(parts[2]), bytes(purpose)));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
