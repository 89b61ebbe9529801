package dev.headwater.control.upload.resumable;

import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the bytes of one call have to add up to, in the field Upload-Checksum (tus 1.0.0, Checksum).
 * For one thread.
 */
public final class Checksum {
  private static final Map<String, String> ALGORITHMS = algorithms();

  private final MessageDigest digest;
  private final byte[] expected;

  private Checksum(MessageDigest digest, byte[] expected) {
    this.digest = digest;
    this.expected = expected;
  }

  private static Map<String, String> algorithms() {
    Map<String, String> byName = new LinkedHashMap<>();
    byName.put("sha1", "SHA-1");
    byName.put("sha256", "SHA-256");
    byName.put("md5", "MD5");
    return byName;
  }

  /** The names of those that are understood, as clients are told of them. */
  public static String names() {
    return String.join(",", ALGORITHMS.keySet());
  }

  /** Refused with 400 where the algorithm is none of {@link #names}, or the value none of its. */
  public static Checksum parse(String field) {
    String[] parts = field.strip().split(" +", 2);
    String algorithm = ALGORITHMS.get(parts[0].toLowerCase(Locale.ROOT));
    if (algorithm == null) {
      throw refusal("'%s' (expected: one of %s)".formatted(parts[0], names()));
    }
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      byte[] expected = Base64.getDecoder().decode(parts.length == 1 ? "" : parts[1].strip());
      if (expected.length != digest.getDigestLength()) {
        throw refusal(
            "%d bytes (expected: %d)".formatted(expected.length, digest.getDigestLength()));
      }
      return new Checksum(digest, expected);
    } catch (IllegalArgumentException _) {
      throw refusal("a value that isn't Base64");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void add(Buffer bytes, int from, int to) {
    digest.update(((BufferInternal) bytes).getByteBuf().nioBuffer(from, to - from));
  }

  /** Refused with 460 where the bytes add up to something else. To be called once. */
  void check() {
    if (!MessageDigest.isEqual(digest.digest(), expected)) {
      throw new RefusedException(
          Reason.CHECKSUM_MISMATCH, "the bytes were changed on their way: send them again");
    }
  }

  private static RefusedException refusal(String detail) {
    return new RefusedException(Reason.INVALID_REQUEST, "Upload-Checksum: " + detail);
  }
}
