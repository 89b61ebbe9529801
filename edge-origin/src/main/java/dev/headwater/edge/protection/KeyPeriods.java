package dev.headwater.edge.protection;

import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.channel.ChannelEncryption;
import dev.headwater.platform.channel.ChannelEncryption.Scheme;
import java.util.Optional;

/**
 * Which segments of a channel have which key: it follows from their numbers, so that all nodes say
 * the same, whatever was before. Immutable.
 *
 * @param segments so many in a row have one key
 */
public record KeyPeriods(String channel, Scheme scheme, int segments) {

  /** Empty where the channel isn't encrypted. */
  public static Optional<KeyPeriods> of(Channel channel) {
    return channel
        .encryption()
        .map(encryption ->
            new KeyPeriods(channel.id(), encryption.scheme(), encryption.segmentsPerKey()));
  }

  static KeyPeriods of(Channel channel, ChannelEncryption encryption) {
    return new KeyPeriods(channel.id(), encryption.scheme(), encryption.segmentsPerKey());
  }

  /** The key of a segment. */
  public KeyName key(String rendition, String epoch, long number) {
    return new KeyName(channel, rendition, epoch, number / segments);
  }

  /**
   * Whether any of some segments is in the period of a key.
   *
   * @param from the number of the first one
   * @param to the number of the last one
   */
  public boolean overlaps(KeyName key, long from, long to) {
    return key.period() >= from / segments && key.period() <= to / segments;
  }
}
