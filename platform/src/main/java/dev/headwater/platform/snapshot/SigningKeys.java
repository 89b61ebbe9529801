package dev.headwater.platform.snapshot;

import static java.util.stream.Collectors.joining;

import dev.headwater.platform.settings.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Reads Ed25519 keys as OpenSSL writes them: PEM (RFC 8410), or the base64 in it alone. */
public final class SigningKeys {
  static final String ALGORITHM = "Ed25519";

  private SigningKeys() {}

  /** Fails with IllegalArgumentException, without showing it, where it is none. */
  public static PrivateKey privateKey(Secret pem) {
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePrivate(new PKCS8EncodedKeySpec(bytes(pem.value())));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "*** (expected: a private key, as of openssl genpkey -algorithm ed25519)", e);
    }
  }

  /** Fails with IllegalArgumentException where it is none. */
  public static PublicKey publicKey(String pem) {
    try {
      return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(bytes(pem)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' (expected: a public key, as of openssl pkey -pubout)".formatted(pem.strip()), e);
    }
  }

  private static byte[] bytes(String pem) {
    return Base64.getDecoder()
        .decode(
            pem.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("-----"))
                .collect(joining()));
  }
}
