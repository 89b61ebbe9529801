package dev.headwater.platform.identity;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/**
 * Finds out whether a private key is that of the certificate beside it, by a signature: while two
 * files are being replaced, one may be older than the other, and TLS would only fail at each
 * handshake.
 */
final class KeyPairCheck {
  private static final String[] KEY_TYPES = {"RSA", "EC", "EdDSA", "RSASSA-PSS"};
  private static final byte[] SAMPLE = {1, 2, 3, 4};

  private KeyPairCheck() {}

  /** Fails with IllegalArgumentException where it isn't. */
  static void run(KeyManagerFactory factory) throws GeneralSecurityException {
    for (var manager : factory.getKeyManagers()) {
      if (manager instanceof X509KeyManager keys) {
        for (String alias : aliases(keys)) {
          check(keys.getPrivateKey(alias), keys.getCertificateChain(alias)[0]);
        }
      }
    }
  }

  private static String[] aliases(X509KeyManager keys) {
    return Arrays.stream(KEY_TYPES)
        .map(type -> keys.getServerAliases(type, null))
        .flatMap(found -> found == null ? Stream.empty() : Arrays.stream(found))
        .distinct()
        .toArray(String[]::new);
  }

  private static void check(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    if (!isPair(key, certificate)) {
      throw new IllegalArgumentException(
          "the key is not that of the certificate, " + certificate.getSubjectX500Principal());
    }
  }

  private static boolean isPair(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
      return false;
    }
    Signature signature = Signature.getInstance(algorithm(key));
    signature.initSign(key);
    signature.update(SAMPLE);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(SAMPLE);
    return signature.verify(signed);
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> key.getAlgorithm();
    };
  }
}
