package dev.headwater.control.upload.resumable;

import dev.headwater.control.account.Caller;
import dev.headwater.control.database.Database;
import dev.headwater.platform.store.StoredPart;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tables {@code uploads} and {@code upload_parts}; PostgreSQL's clock decides. Thread-safe; for
 * virtual threads, but for {@link #renew}.
 */
final class UploadTable {
  /**
   * A writer who died is waited for so long: less than what clients that try again a few times wait
   * together, and several times what lies between two renewals.
   */
  static final Duration LEASE = Duration.ofSeconds(8);

  /**
   * Nobody takes longer, however often they go on: stores drop what isn't whole some day, such as
   * buckets with a life cycle rule of a week.
   */
  private static final String LIFE = "interval '6 days'";

  /** A part that a dead writer may still be sending is never written over: its number is spent. */
  private static final String TAKE =
      """
      set lease_token = lease_token + 1, lease_until = now() + $1 * interval '1 millisecond',
        next_number = next_number + case when lease_until is null then 0 else 1 end
      """;

  private final Database database;
  private final Duration expireAfter;

  UploadTable(Database database, Duration expireAfter) {
    this.database = database;
    this.expireAfter = expireAfter;
  }

  /** What an upload begins with. */
  record Beginning(
      String id, String ownerId, long length, UploadMetadata metadata, String sourceKey) {}

  Upload insert(SqlConnection transaction, Caller.Person person, Beginning beginning) {
    return first(
            database.query(
                transaction,
                """
                insert into uploads (id, title_id, owner_id, person_id, person_role, length,
                  metadata, filename, source_key, expires_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9,
                  now() + least($10 * interval '1 millisecond', %s))
                returning *\
                """
                    .formatted(LIFE),
                beginning.id,
                beginning.metadata.titleId(),
                beginning.ownerId,
                person.id(),
                person.role().word(),
                beginning.length,
                beginning.metadata.text(),
                beginning.metadata.filename().orElse(null),
                beginning.sourceKey,
                expireAfter.toMillis()))
        .orElseThrow();
  }

  Optional<Upload> find(String id) {
    return first(database.query("select * from uploads where id = $1", id));
  }

  List<StoredPart> parts(String id) {
    List<StoredPart> parts = new ArrayList<>();
    for (Row row :
        database.query("select * from upload_parts where upload_id = $1 order by number", id)) {
      parts.add(
          new StoredPart(
              row.getInteger("number"),
              row.getLong("start_at"),
              row.getInteger("length"),
              row.getString("etag"),
              row.getString("crc32")));
    }
    return parts;
  }

  /** Empty where somebody writes, and where there is no such upload any more. */
  Optional<Upload> take(String id) {
    return first(
        database.query(
            "update uploads "
                + TAKE
                + " where id = $2 and (lease_until is null or lease_until < now()) returning *",
            LEASE.toMillis(),
            id));
  }

  /**
   * One that nobody goes on with, or whose title doesn't have it yet; empty where there is none.
   */
  Optional<Upload> takeLeft() {
    return first(
        database.query(
            "update uploads "
                + TAKE
                + """
                where id = (
                  select id from uploads
                  where (lease_until is null or lease_until < now())
                    and (expires_at < now() or not done and received = length)
                  order by expires_at limit 1 for update skip locked)
                returning *\
                """,
            LEASE.toMillis()));
  }

  /** Makes the lease last from now; false where it was lost. */
  Future<Boolean> renew(Upload held) {
    return database
        .pool()
        .preparedQuery(
            """
            update uploads set lease_until = now() + $3 * interval '1 millisecond'
            where id = $1 and lease_token = $2\
            """)
        .execute(Tuple.of(held.id(), held.leaseToken(), LEASE.toMillis()))
        .map(rows -> rows.rowCount() == 1);
  }

  /** Ends the lease; the number is the next that is sure to be free. */
  void release(Upload held, int nextNumber) {
    database.query(
        """
        update uploads set lease_until = null, next_number = greatest(next_number, $3)
        where id = $1 and lease_token = $2\
        """,
        held.id(),
        held.leaseToken(),
        nextNumber);
  }

  /** Keeps what the store calls the parts; false where the lease was lost. */
  boolean begin(Upload held, String storeId) {
    return database
            .query(
                "update uploads set store_id = $3 where id = $1 and lease_token = $2",
                held.id(),
                held.leaseToken(),
                storeId)
            .rowCount()
        == 1;
  }

  /** Makes bytes count as received, all of them or, where the lease was lost, none: false. */
  boolean advance(Upload held, long received, Upload.Written written, List<StoredPart> parts) {
    return database.transaction(transaction -> {
      boolean isHeld =
          database
                  .query(
                      transaction,
                      """
                      update uploads set received = $3, next_number = $4, tail_key = $5,
                        tail_bytes = $6, expires_at =
                          least(now() + $7 * interval '1 millisecond', created_at + %s)
                      where id = $1 and lease_token = $2\
                      """
                          .formatted(LIFE),
                      held.id(),
                      held.leaseToken(),
                      received,
                      written.nextNumber(),
                      written.tail().map(Upload.Tail::key).orElse(null),
                      written.tail().map(Upload.Tail::bytes).orElse(0),
                      expireAfter.toMillis())
                  .rowCount()
              == 1;
      if (isHeld && !parts.isEmpty()) {
        insert(transaction, held.id(), parts);
      }
      return isHeld;
    });
  }

  private void insert(SqlConnection transaction, String id, List<StoredPart> parts) {
    database.query(
        transaction,
        """
        insert into upload_parts (upload_id, number, start_at, length, etag, crc32)
        select $1::text, * from unnest($2::int[], $3::bigint[], $4::int[], $5::text[], $6::text[])\
        """,
        id,
        parts.stream().map(StoredPart::number).toArray(Integer[]::new),
        parts.stream().map(StoredPart::offset).toArray(Long[]::new),
        parts.stream().map(StoredPart::length).toArray(Integer[]::new),
        parts.stream().map(StoredPart::etag).toArray(String[]::new),
        parts.stream().map(StoredPart::crc32).toArray(String[]::new));
  }

  /** The title has it, and nobody holds a lease any more; false where the lease was lost. */
  boolean finish(SqlConnection transaction, Upload held) {
    database.query(transaction, "delete from upload_parts where upload_id = $1", held.id());
    return database
            .query(
                transaction,
                """
                update uploads set done = true, lease_until = null, tail_key = null, tail_bytes = 0,
                  expires_at = now() + $3 * interval '1 millisecond'
                where id = $1 and lease_token = $2 and not done\
                """,
                held.id(),
                held.leaseToken(),
                expireAfter.toMillis())
            .rowCount()
        == 1;
  }

  /** Forgets it; false where the lease was lost. */
  boolean delete(SqlConnection transaction, Upload held) {
    return database
            .query(
                transaction,
                "delete from uploads where id = $1 and lease_token = $2",
                held.id(),
                held.leaseToken())
            .rowCount()
        == 1;
  }

  private static Optional<Upload> first(RowSet<Row> rows) {
    for (Row row : rows) {
      return Optional.of(Upload.of(row));
    }
    return Optional.empty();
  }
}
