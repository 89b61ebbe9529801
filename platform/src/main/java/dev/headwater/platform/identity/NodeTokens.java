package dev.headwater.platform.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headwater.platform.identity.Recognition.Known;
import dev.headwater.platform.identity.Recognition.Refused;
import dev.headwater.platform.settings.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The tokens that nodes are known by: {@code hw1.ROLE.NAME.MAC}, where the MAC is HMAC-SHA-256 over
 * what stands before it, by a root that only control planes have. Nothing is stored, each node has
 * its own, and none tells of another's. Thread-safe; roots may be replaced at any time.
 */
public final class NodeTokens {
  private static final String VERSION = "hw1";
  private static final int PARTS = 4;
  private static final String ALGORITHM = "HmacSHA256";

  /** What 128 random bits take in hexadecimal, twice: as long as the MAC that it keys. */
  private static final int LEAST_ROOT = 64;

  /** Ours are under 130 characters. */
  private static final int MAX_LENGTH = 256;

  private final Secret root;
  private final Optional<Secret> previous;

  /**
   * Fails with IllegalArgumentException where a root is too short.
   *
   * @param root new tokens are made from it
   * @param previous its tokens are still good, until all nodes have new ones
   */
  public NodeTokens(Secret root, Optional<Secret> previous) {
    if (Stream.concat(Stream.of(root), previous.stream()).anyMatch(NodeTokens::isShort)) {
      throw new IllegalArgumentException(
          "root secret: *** (expected: " + LEAST_ROOT + " characters or more, drawn at random)");
    }
    this.root = root;
    this.previous = previous;
  }

  private static boolean isShort(Secret root) {
    return root.value().length() < LEAST_ROOT;
  }

  public String issue(Identity identity) {
    String signed = signed(identity);
    return signed + "." + mac(signed, root);
  }

  /** Whose token it says it is, unchecked; empty where it is malformed. */
  static Optional<Identity> claimed(Secret token) {
    String[] parts = token.value().split("\\.", -1);
    return parts.length == PARTS && parts[0].equals(VERSION)
        ? Identity.of(parts[1], parts[2])
        : Optional.empty();
  }

  /** Takes as long for a wrong token as for a good one. */
  public Recognition recognise(String token) {
    String[] parts = token.split("\\.", -1);
    if (token.length() > MAX_LENGTH || parts.length != PARTS || !parts[0].equals(VERSION)) {
      return new Refused("the node token is malformed (expected: hw1.ROLE.NAME.MAC)");
    }
    Optional<Identity> identity = Identity.of(parts[1], parts[2]);
    if (identity.isEmpty()) {
      return new Refused("the node token names no role and node");
    }
    String signed = signed(identity.get());
    boolean good = isMac(parts[3], signed, root);
    boolean stillGood = previous.filter(older -> isMac(parts[3], signed, older)).isPresent();
    return good || stillGood
        ? new Known(identity.get())
        : new Refused("the node token was not made from this system's root secret");
  }

  private static String signed(Identity identity) {
    return VERSION + "." + identity.role().word() + "." + identity.name();
  }

  /** A root that was replaced by something too short makes no token good. */
  private static boolean isMac(String given, String signed, Secret root) {
    return !isShort(root)
        && MessageDigest.isEqual(given.getBytes(UTF_8), mac(signed, root).getBytes(UTF_8));
  }

  private static String mac(String signed, Secret root) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(root.value().getBytes(UTF_8), ALGORITHM));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(signed.getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is missing from this JDK", e);
    }
  }
}
