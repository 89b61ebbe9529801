package dev.headwater.platform.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headwater.platform.settings.Secret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key for one purpose, derived from a secret ({@link Derivation}), which seals with AES-256 in
 * GCM (NIST SP 800-38D): a nonce of 12 bytes, then what is sealed, its tag last. Thread-safe.
 */
public final class DerivedKey {
  /** Of secrets that keys are derived from: what 128 random bits take in hexadecimal. */
  private static final int LEAST_SECRET = 32;

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  private DerivedKey(SecretKey key) {
    this.key = key;
  }

  /**
   * Of what the secret is now.
   *
   * @param purpose what is sealed; another one makes another key
   */
  public static DerivedKey of(Secret secret, String purpose) {
    byte[] derived = Derivation.key(secret.value().getBytes(UTF_8), purpose, KEY_BYTES);
    return new DerivedKey(new SecretKeySpec(derived, "AES"));
  }

  /** Fails with IllegalArgumentException, naming the setting, where a secret can be guessed. */
  public static void check(String setting, Secret secret) {
    if (secret.value().length() < LEAST_SECRET) {
      throw new IllegalArgumentException(
          "%s: *** (expected: %d characters or more, drawn at random)"
              .formatted(setting, LEAST_SECRET));
    }
  }

  /**
   * Seals bytes.
   *
   * @param place what they are to be opened with again, so that they mean nothing elsewhere
   */
  public byte[] seal(byte[] plain, byte[] place) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(plain);
      return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(CIPHER + " is missing from this JDK", e);
    }
  }

  /** Fails where they were changed, moved to another place, or sealed with another key. */
  public byte[] open(byte[] sealed, byte[] place) throws GeneralSecurityException {
    if (sealed.length < NONCE_BYTES) {
      throw new GeneralSecurityException(
          sealed.length + " bytes (expected: " + NONCE_BYTES + " or more)");
    }
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    return cipher(Cipher.DECRYPT_MODE, nonce, place)
        .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place);
    return cipher;
  }
}
