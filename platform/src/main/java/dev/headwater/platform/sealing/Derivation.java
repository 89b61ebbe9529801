package dev.headwater.platform.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** Derives keys from a secret: HKDF with SHA-256 (RFC 5869). */
public final class Derivation {
  private Derivation() {}

  /**
   * The key for one purpose, which tells nothing of those for others.
   *
   * @param purpose another one makes another key
   */
  public static byte[] key(byte[] secret, String purpose, int lengthBytes) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(secret)
                  .thenExpand(purpose.getBytes(UTF_8), lengthBytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF-SHA256 is missing from this JDK", e);
    }
  }
}
