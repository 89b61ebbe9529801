package dev.headwater.control.channel;

import dev.headwater.control.account.RandomText;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The keys that encoders show, each sealed for its channel alone. Thread-safe. */
public final class StreamKeys {
  private final Envelope envelope;

  public StreamKeys(Envelope envelope) {
    this.envelope = envelope;
  }

  /**
   * A stream key as it is kept.
   *
   * @param hash as the data plane knows it by
   * @param sealed for whoever may see it again
   */
  record Kept(String hash, String sealed) {}

  /** A new one: 256 random bits, URL-safe. */
  Kept draw(String channelId) {
    String key = RandomText.token();
    return new Kept(
        Channel.hash(key), envelope.seal(key.getBytes(StandardCharsets.UTF_8), purpose(channelId)));
  }

  /** Empty where the key that it was sealed with isn't here any more. */
  public Optional<Secret> open(String channelId, String sealed) {
    return envelope
        .open(sealed, purpose(channelId))
        .map(key -> new Secret(new String(key, StandardCharsets.UTF_8)));
  }

  private static String purpose(String channelId) {
    return "stream key of channel " + channelId;
  }
}
