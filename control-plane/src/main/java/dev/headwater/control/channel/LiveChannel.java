package dev.headwater.control.channel;

import dev.headwater.control.access.Holding;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.channel.ChannelEncryption;
import dev.headwater.platform.publication.Publication.Visibility;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A live channel as the control plane keeps it. Immutable.
 *
 * @param id URL-safe
 * @param ownerId who made it
 * @param keyHash of its stream key, as {@link Channel#hash} makes it
 * @param sealedKey the stream key, as {@link StreamKeys} seals it
 * @param sealedSecret what its keys are derived from, where it is encrypted
 * @param srtPort that is its own; absent where none was free
 */
public record LiveChannel(
    String id,
    String ownerId,
    ChannelTerms terms,
    String keyHash,
    String sealedKey,
    Optional<String> sealedSecret,
    Optional<Integer> srtPort,
    Reception reception,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> deletedAt)
    implements Holding {

  static LiveChannel of(Row row, Duration endedAfter) {
    return new LiveChannel(
        row.getString("id"),
        row.getString("owner_id"),
        ChannelTerms.of(row),
        row.getString("key_hash"),
        row.getString("sealed_key"),
        Optional.ofNullable(row.getString("sealed_secret")),
        Optional.ofNullable(row.getInteger("srt_port")),
        Reception.of(row, endedAfter),
        row.get(OffsetDateTime.class, "created_at").toInstant(),
        row.get(OffsetDateTime.class, "updated_at").toInstant(),
        Optional.ofNullable(row.get(OffsetDateTime.class, "deleted_at"))
            .map(OffsetDateTime::toInstant));
  }

  @Override
  public boolean isOpen() {
    return terms.visibility() == Visibility.PUBLIC;
  }

  /** Whether what it sends is encrypted. */
  public boolean isEncrypted() {
    return terms.encryption().isPresent();
  }

  /** What the data plane has to know of it. */
  Channel toChannel() {
    return new Channel(
        id,
        terms.visibility(),
        terms.latency(),
        terms.dvr(),
        terms.onStale(),
        keyHash,
        deletedAt.isEmpty(),
        terms.encryption().map(this::toEncryption),
        Optional.of(ownerId));
  }

  private ChannelEncryption toEncryption(EncryptionTerms encryption) {
    return new ChannelEncryption(
        encryption.scheme(),
        ChannelEncryption.segments(encryption.rotation(), terms.latency()),
        sealedSecret.orElseThrow());
  }
}
