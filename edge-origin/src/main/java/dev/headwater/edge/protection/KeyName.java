package dev.headwater.edge.protection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * Which of a channel's keys one is. The whole name goes into the key, so that a name that was made
 * up leads to a key that opens nothing. Immutable.
 *
 * @param period the how many-th run of segments with one key, by their media sequence numbers
 */
public record KeyName(String channel, String rendition, String epoch, long period) {
  /** Between its parts: none of them may have it, nor has an ID of a publication's key. */
  private static final String SEPARATOR = ".";

  private static final int PARTS = 4;
  private static final int VECTOR_AT = 16; // of a digest of 32 bytes, whose first half is the KID

  /** As in {@code /keys/{id}}. */
  public String id() {
    return String.join(SEPARATOR, channel, rendition, epoch, Long.toString(period));
  }

  /** Empty where it is no ID of a channel's key. */
  public static Optional<KeyName> of(String id) {
    String[] parts = id.split("\\.", -1);
    return parts.length == PARTS && parts[3].matches("0|[1-9][0-9]{0,17}")
        ? Optional.of(new KeyName(parts[0], parts[1], parts[2], Long.parseLong(parts[3])))
        : Optional.empty();
  }

  /**
   * What boxes call the key (ISO/IEC 23001-7, KID): it follows from the name, and tells nothing.
   */
  public UUID keyId() {
    ByteBuffer digest = ByteBuffer.wrap(digest());
    return new UUID(digest.getLong(), digest.getLong());
  }

  /** What each run of encrypted blocks begins from, which is no secret. */
  public byte[] vector() {
    byte[] digest = digest();
    return Arrays.copyOfRange(digest, VECTOR_AT, digest.length);
  }

  private byte[] digest() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(id().getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this JDK", e);
    }
  }
}
