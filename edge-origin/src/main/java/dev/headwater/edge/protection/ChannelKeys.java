package dev.headwater.edge.protection;

import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.channel.ChannelEncryption;
import dev.headwater.platform.channel.ChannelSecret;
import dev.headwater.platform.sealing.Envelope;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys of protected channels, derived of secrets that only these can open. Thread-safe. */
public final class ChannelKeys {
  private static final Logger LOGGER = LoggerFactory.getLogger(ChannelKeys.class);

  private final Envelope envelope;
  private final AtomicLong told = new AtomicLong(System.nanoTime() - TimeUnit.SECONDS.toNanos(1));

  public ChannelKeys(Envelope envelope) {
    this.envelope = envelope;
  }

  /** Empty where the channel is to be encrypted and can't be: nothing of it may be published. */
  public Optional<Protection> protection(Channel channel) {
    return channel.encryption().isEmpty()
        ? Optional.of(Protection.NONE)
        : channel
            .encryption()
            .flatMap(encryption ->
                secret(channel, encryption).map(secret -> protection(channel, encryption, secret)));
  }

  private static Protection protection(
      Channel channel, ChannelEncryption encryption, ChannelSecret secret) {
    KeyPeriods periods = KeyPeriods.of(channel, encryption);
    return switch (encryption.scheme()) {
      case AES_128 -> new WholeSegments(periods, secret);
      case CBCS -> new Samples(periods, secret);
    };
  }

  /** 16 bytes; empty where the channel isn't encrypted, or its secret can't be opened. */
  public Optional<byte[]> key(Channel channel, KeyName name) {
    return secret(channel).map(secret -> secret.key(name.id()));
  }

  /**
   * Some at once; none where the channel isn't encrypted, or its secret can't be opened.
   *
   * @param names by what boxes call them
   */
  public KeySet keys(Channel channel, Map<UUID, KeyName> names) {
    SortedMap<UUID, byte[]> keys = new TreeMap<>();
    if (!names.isEmpty()) {
      secret(channel)
          .ifPresent(secret -> names.forEach((kid, name) -> keys.put(kid, secret.key(name.id()))));
    }
    return new KeySet(keys);
  }

  private Optional<ChannelSecret> secret(Channel channel) {
    return channel.encryption().flatMap(encryption -> secret(channel, encryption));
  }

  private Optional<ChannelSecret> secret(Channel channel, ChannelEncryption encryption) {
    Optional<ChannelSecret> secret =
        ChannelSecret.open(channel.id(), encryption.sealedSecret(), envelope);
    if (secret.isEmpty() && mayLog()) {
      LOGGER.error(
          "the secret of the channel {} can't be opened: is its sealing key among sealing-keys here?",
          channel.id());
    }
    return secret;
  }

  /** Once a second: who asks may ask often. */
  private boolean mayLog() {
    long now = System.nanoTime();
    long last = told.get();
    return now - last >= TimeUnit.SECONDS.toNanos(1) && told.compareAndSet(last, now);
  }
}
