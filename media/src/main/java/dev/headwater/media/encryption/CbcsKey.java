package dev.headwater.media.encryption;

import dev.headwater.media.isobmff.Protection;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What samples are encrypted with for a while: a key, its name and the vector that each run of
 * encrypted blocks begins from (ISO/IEC 23001-7, section 10.4, scheme {@code cbcs}). Immutable.
 */
public final class CbcsKey {
  private static final String CIPHER = "AES/CBC/NoPadding";

  private final UUID id;
  private final SecretKey key;
  private final Protection.Vector vector;

  private CbcsKey(UUID id, SecretKey key, Protection.Vector vector) {
    this.id = id;
    this.key = key;
    this.vector = vector;
  }

  /**
   * Fails with IllegalArgumentException unless both have 16 bytes.
   *
   * @param id the KID, as boxes, {@code cenc:default_KID} and licenses have it
   */
  public static CbcsKey of(UUID id, byte[] key, byte[] vector) {
    if (key.length != SegmentCipher.BLOCK_BYTES) {
      throw new IllegalArgumentException("key: " + key.length + " bytes (expected: 16)");
    }
    return new CbcsKey(id, new SecretKeySpec(key, "AES"), Protection.Vector.of(vector));
  }

  public UUID id() {
    return id;
  }

  /** What boxes say of samples that this key encrypts. */
  Protection protection(Protection.Pattern pattern) {
    return new Protection(id, vector, pattern);
  }

  /** One that begins from the vector again each time that it has ended. */
  Cipher cipher() {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(vector.bytes()));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(CIPHER + " is missing from this JDK", e);
    }
  }

  @Override
  public String toString() {
    return "CbcsKey[" + id + "]";
  }
}
