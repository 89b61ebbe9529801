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
  /** No epoch has it in its own name. */
  private static final String AFTER_PERIOD = "_";

  /** Empty where the channel isn't encrypted. */
  public static Optional<KeyPeriods> of(Channel channel) {
    return channel.encryption().map(encryption -> of(channel, encryption));
  }

  static KeyPeriods of(Channel channel, ChannelEncryption encryption) {
    return new KeyPeriods(channel.id(), encryption.scheme(), encryption.segmentsPerKey());
  }

  /**
   * What an epoch is called from a segment on: where its header names the key, another key is
   * another header.
   *
   * @param epoch what it is called, here or elsewhere
   */
  public String epoch(String epoch, long number) {
    return switch (scheme) {
      case AES_128 -> epoch;
      case CBCS -> period(number) + AFTER_PERIOD + own(epoch);
    };
  }

  /** Its name without that of a key. */
  private static String own(String epoch) {
    return epoch.substring(epoch.indexOf(AFTER_PERIOD) + AFTER_PERIOD.length());
  }

  /** Whether both are what one epoch is called. */
  public static boolean isOneEpoch(String name, String other) {
    return own(name).equals(own(other));
  }

  /**
   * The key of a segment.
   *
   * @param epoch what it is called there
   */
  public KeyName key(String rendition, String epoch, long number) {
    return new KeyName(channel, rendition, epoch, period(number));
  }

  /** The how many-th one a segment is in. */
  public long period(long number) {
    return number / segments;
  }

  /**
   * Whether any of some segments is in the period of a key.
   *
   * @param from the number of the first one
   * @param to the number of the last one
   */
  public boolean overlaps(KeyName key, long from, long to) {
    return key.period() >= period(from) && key.period() <= period(to);
  }
}
