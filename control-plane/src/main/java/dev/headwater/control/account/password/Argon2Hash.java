package dev.headwater.control.account.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * An Argon2id hash (RFC 9106) with what it takes to check a password against it, written as a PHC
 * string. Immutable; computing one takes tens of milliseconds.
 */
final class Argon2Hash {
  private static final int HASH_BYTES = 32;

  /** Stored costs above this are not ours, and would be a way to exhaust memory. */
  private static final int MAX_MEMORY_KIBIBYTES = 1 << 20;

  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  /** RFC 9106, section 3.1. */
  record Cost(int memoryKibibytes, int passes, int lanes) {}

  private final Cost cost;
  private final byte[] salt;
  private final byte[] hash;

  private Argon2Hash(Cost cost, byte[] salt, byte[] hash) {
    this.cost = cost;
    this.salt = salt;
    this.hash = hash;
  }

  static Argon2Hash compute(String password, Cost cost, byte[] salt) {
    return new Argon2Hash(cost, salt, derive(password, cost, salt, HASH_BYTES));
  }

  /** Reads a PHC string; fails with IllegalArgumentException where it isn't one of Argon2id. */
  static Argon2Hash parse(String phc) {
    Matcher matcher = PHC.matcher(phc);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > MAX_MEMORY_KIBIBYTES) {
      throw new IllegalArgumentException("password hash: *** (expected: $argon2id$v=19$m=...)");
    }
    Cost cost =
        new Cost(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)));
    Base64.Decoder decoder = Base64.getDecoder();
    return new Argon2Hash(cost, decoder.decode(matcher.group(4)), decoder.decode(matcher.group(5)));
  }

  boolean matches(String password) {
    return MessageDigest.isEqual(hash, derive(password, cost, salt, hash.length));
  }

  /** The PHC string. */
  @Override
  public String toString() {
    Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            cost.memoryKibibytes,
            cost.passes,
            cost.lanes,
            encoder.encodeToString(salt),
            encoder.encodeToString(hash));
  }

  private static byte[] derive(String password, Cost cost, byte[] salt, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKibibytes)
            .withIterations(cost.passes)
            .withParallelism(cost.lanes)
            .withSalt(salt)
            .build());
    byte[] derived = new byte[length];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), derived);
    return derived;
  }
}
