package dev.headwater.control.upload;

import dev.headwater.control.database.Database;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.platform.settings.DataSize;
import io.vertx.sqlclient.SqlConnection;

/**
 * How much of the store one person's titles may take: their sources, and uploads on their way by
 * the length that they will have. Thread-safe; for virtual threads.
 */
public final class Quota {
  /** So that tiny uploads can't fill the table; nobody sends as many at once. */
  private static final int MAX_OPEN = 1000;

  private final Database database;
  private final DataSize quota;

  public Quota(Database database, DataSize quota) {
    this.database = database;
    this.quota = quota;
  }

  /**
   * Refused with 413 where that many more bytes are too many. Until the transaction ends, no other
   * one is asked about the owner.
   */
  public void check(SqlConnection transaction, String ownerId, long bytes) {
    database.query(
        transaction, "select pg_advisory_xact_lock(hashtextextended('quota:' || $1, 0))", ownerId);
    long taken =
        number(
            transaction,
            """
            select (
              (select coalesce(sum(source_bytes), 0) from titles
               where owner_id = $1 and status <> 'retired')
              + (select coalesce(sum(length), 0) from uploads where owner_id = $1 and not done)
            )::bigint\
            """,
            ownerId);
    if (bytes > quota.bytes() - taken) {
      throw new RefusedException(
          Reason.OVER_QUOTA,
          "%d bytes are more than is left of %s for the sources of one publisher: %d bytes"
              .formatted(bytes, quota, Math.max(0, quota.bytes() - taken)));
    }
  }

  /** Refused with 413 where so many uploads are on their way that one more is too many. */
  public void checkOpen(SqlConnection transaction, String ownerId) {
    long open =
        number(
            transaction, "select count(*) from uploads where owner_id = $1 and not done", ownerId);
    if (open >= MAX_OPEN) {
      throw new RefusedException(
          Reason.OVER_QUOTA, "%d uploads are on their way: finish or delete some".formatted(open));
    }
  }

  private long number(SqlConnection transaction, String sql, String ownerId) {
    return database.query(transaction, sql, ownerId).iterator().next().getLong(0);
  }
}
