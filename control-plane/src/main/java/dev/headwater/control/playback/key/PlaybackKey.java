package dev.headwater.control.playback.key;

import dev.headwater.platform.feed.TokenKeyChange.State;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key of one consumer, without the key itself. Immutable.
 *
 * @param consumer who verifies with it
 * @param generation counts the consumer's keys
 * @param root a fingerprint of what it is derived from
 * @param sealedWith the sealing key of the line that tells of it; empty where none does
 * @param sequence of that line; 0 where there is none
 * @param confirmed whether whoever brings it to a CDN has said that it is there
 * @param wanted whether it is to be promoted before its time
 * @param promotedAt when it began to sign
 * @param replacedAt when another one did
 */
public record PlaybackKey(
    String consumer,
    int generation,
    String root,
    State state,
    String sealedWith,
    long sequence,
    boolean confirmed,
    boolean wanted,
    Instant createdAt,
    Optional<Instant> promotedAt,
    Optional<Instant> replacedAt) {
  /** The data plane itself. */
  public static final String DATA_PLANE = "headwater";

  /** What tokens call it. */
  public String kid() {
    return consumer + "-" + generation;
  }

  /** Whether it reaches its consumer by the feed, and so by itself. */
  boolean isTold() {
    return consumer.equals(DATA_PLANE);
  }

  static PlaybackKey of(Row row) {
    @Nullable String sealedWith = row.getString("sealed_with");
    @Nullable Long sequence = row.getLong("sequence");
    return new PlaybackKey(
        row.getString("consumer"),
        row.getInteger("generation"),
        row.getString("root"),
        State.of(row.getString("state")),
        sealedWith == null ? "" : sealedWith,
        sequence == null ? 0 : sequence,
        row.get(OffsetDateTime.class, "confirmed_at") != null,
        row.get(OffsetDateTime.class, "wanted_at") != null,
        row.get(OffsetDateTime.class, "created_at").toInstant(),
        time(row, "promoted_at"),
        time(row, "replaced_at"));
  }

  private static Optional<Instant> time(Row row, String column) {
    return Optional.ofNullable(row.get(OffsetDateTime.class, column))
        .map(OffsetDateTime::toInstant);
  }
}
