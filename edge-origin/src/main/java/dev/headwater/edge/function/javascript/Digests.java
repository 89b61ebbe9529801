package dev.headwater.edge.function.javascript;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** The digests that {@code require('crypto')} has. Bytes are strings of characters up to 255. */
final class Digests {
  private Digests() {}

  /** {@code (algorithm, key or null, data)}: the digest, or undefined for an unknown algorithm. */
  static ProxyExecutable proxy() {
    return arguments -> digest(arguments[0].asString(), arguments[1], bytes(arguments[2]));
  }

  private static Object digest(String algorithm, Value key, byte[] data) {
    String name =
        switch (algorithm) {
          case "md5" -> "MD5";
          case "sha1" -> "SHA-1";
          case "sha256" -> "SHA-256";
          default -> "";
        };
    if (name.isEmpty()) {
      return "";
    }
    try {
      return text(
          key.isNull()
              ? MessageDigest.getInstance(name).digest(data)
              : mac(name, bytes(key), data));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] mac(String name, byte[] key, byte[] data) throws GeneralSecurityException {
    String algorithm = "Hmac" + name.replace("-", "");
    Mac mac = Mac.getInstance(algorithm);
    // An empty key is one of zeros (RFC 2104), which Java wants to see.
    mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
    return mac.doFinal(data);
  }

  private static byte[] bytes(Value text) {
    return text.asString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
