package dev.headwater.platform.envelope;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals keys (AES-256 in GCM, NIST SP 800-38D): {@code v1.ID.SEALED}, where ID names the sealing
 * key and SEALED is a nonce of 12 bytes, what is sealed, and its tag, in base64url. What a key is
 * for is sealed with it: it opens for nothing else. Thread-safe.
 */
public final class Envelope {
  private static final String VERSION = "v1";
  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Map<String, SecretKey> keys = new LinkedHashMap<>();
  private final Optional<SealingKey> sealing;
  private final SecureRandom random = new SecureRandom();

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
    this.sealing = keys.stream().findFirst();
  }

  /** Whether there is a key to seal with. */
  public boolean seals() {
    return sealing.isPresent();
  }

  /**
   * Seals a key.
   *
   * @param purpose what it is for
   */
  public String seal(byte[] key, String purpose) {
    SealingKey with = sealing.orElseThrow(() -> new IllegalStateException("no key to seal with"));
    byte[] sealed = new byte[NONCE_BYTES + key.length + TAG_BITS / 8];
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
    try {
      cipher(Cipher.ENCRYPT_MODE, with.key(), nonce, purpose)
          .doFinal(key, 0, key.length, sealed, NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is missing from this JDK", e);
    }
    return VERSION
        + "."
        + with.id()
        + "."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  /** Empty where it was changed, or sealed for another purpose, or with a key that isn't here. */
  public Optional<byte[]> open(String sealed, String purpose) {
    String[] parts = sealed.split("\\.", -1);
    SecretKey key = parts.length == 3 && parts[0].equals(VERSION) ? keys.get(parts[1]) : null;
    if (key == null) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(parts[2]);
      if (bytes.length < NONCE_BYTES) {
        return Optional.empty();
      }
      byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, key, nonce, purpose)
              .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String purpose)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(ALGORITHM);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
