package dev.headwater.platform.channel;

import dev.headwater.platform.sealing.Derivation;
import dev.headwater.platform.sealing.Envelope;
import java.security.SecureRandom;
import java.util.Optional;

/** What the keys of one channel are derived from. Immutable. */
public final class ChannelSecret {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32; // what SHA-256 makes of it at most
  private static final int KEY_BYTES = 16; // AES-128

  private final byte[] secret;

  private ChannelSecret(byte[] secret) {
    this.secret = secret;
  }

  /** A new one, sealed for its channel alone. */
  public static String draw(String channelId, Envelope envelope) {
    byte[] secret = new byte[BYTES];
    RANDOM.nextBytes(secret);
    return envelope.seal(secret, purpose(channelId));
  }

  /** Empty where it was sealed with a key that isn't here, or for another channel. */
  public static Optional<ChannelSecret> open(String channelId, String sealed, Envelope envelope) {
    return envelope.open(sealed, purpose(channelId)).map(ChannelSecret::new);
  }

  private static String purpose(String channelId) {
    return "secret of channel " + channelId;
  }

  /**
   * One of its keys, 16 bytes.
   *
   * @param name tells it from the others
   */
  public byte[] key(String name) {
    return Derivation.key(secret, "content key " + name, KEY_BYTES);
  }
}
