package dev.headwater.control.upload.resumable;

import dev.headwater.control.account.Caller;
import dev.headwater.control.account.Role;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * An upload as the database knows it. Immutable.
 *
 * @param person who began it
 * @param length in bytes, of the whole
 * @param received how many of them are durable
 * @param metadata as it was sent
 * @param sourceKey of the object to be
 * @param written what of it is in the store
 * @param leaseToken of the last one who wrote
 * @param done whether the title has it
 */
public record Upload(
    String id,
    String titleId,
    Caller.Person person,
    long length,
    long received,
    String metadata,
    Optional<String> filename,
    String sourceKey,
    Written written,
    long leaseToken,
    boolean done,
    Instant expiresAt) {

  /**
   * Where the received bytes are, besides in the parts that the table of parts lists. Immutable.
   *
   * @param storeId what the store calls the parts; empty before the first one
   * @param nextNumber of the part to be written next
   * @param tail what came after the last part
   */
  record Written(Optional<String> storeId, int nextNumber, Optional<Tail> tail) {
    Written numbered(int next) {
      return new Written(storeId, next, tail);
    }

    Written begun(String id) {
      return new Written(Optional.of(id), nextNumber, tail);
    }

    Written ending(Optional<Tail> newTail) {
      return new Written(storeId, nextNumber, newTail);
    }
  }

  /** An object that holds the last bytes. */
  record Tail(String key, int bytes) {}

  /** Where the tails lie of the upload with this id. */
  static String folder(String id) {
    return "uploads/" + id;
  }

  static Upload of(Row row) {
    String tailKey = row.getString("tail_key");
    return new Upload(
        row.getString("id"),
        row.getString("title_id"),
        new Caller.Person(row.getString("person_id"), Role.of(row.getString("person_role"))),
        row.getLong("length"),
        row.getLong("received"),
        row.getString("metadata"),
        Optional.ofNullable(row.getString("filename")),
        row.getString("source_key"),
        new Written(
            Optional.ofNullable(row.getString("store_id")),
            row.getInteger("next_number"),
            tailKey == null
                ? Optional.empty()
                : Optional.of(new Tail(tailKey, row.getInteger("tail_bytes")))),
        row.getLong("lease_token"),
        row.getBoolean("done"),
        row.get(OffsetDateTime.class, "expires_at").toInstant());
  }

  /** Whether all bytes are durable. */
  public boolean isReceived() {
    return received == length;
  }
}
