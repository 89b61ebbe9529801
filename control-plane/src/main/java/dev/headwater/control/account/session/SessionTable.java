package dev.headwater.control.account.session;

import dev.headwater.control.database.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code sessions}. Thread-safe; for virtual threads. */
final class SessionTable {
  /** Rows that one statement takes on, so that it stays short. */
  private static final int BATCH = 500;

  private final Database database;

  SessionTable(Database database) {
    this.database = database;
  }

  void insert(SqlConnection transaction, String id, String personId, Instant now, Instant expires) {
    database.query(
        transaction,
        "insert into sessions (id, person_id, created_at, expires_at) values ($1, $2, $3, $4)",
        id,
        personId,
        utc(now),
        utc(expires));
  }

  void prolong(SqlConnection transaction, String id, Instant expires) {
    database.query(
        transaction, "update sessions set expires_at = $2 where id = $1", id, utc(expires));
  }

  /** Empty where there is no such session or it is over. */
  Optional<Instant> aliveUntil(String id, Instant now) {
    RowSet<Row> rows =
        database.query(
            "select expires_at from sessions where id = $1 and ended_at is null and expires_at > $2",
            id,
            utc(now));
    for (Row row : rows) {
      return Optional.of(row.get(OffsetDateTime.class, 0).toInstant());
    }
    return Optional.empty();
  }

  /** The ended ones. */
  List<String> end(SqlConnection transaction, String id, Instant now) {
    return ids(
        database.query(
            transaction,
            """
            update sessions set ended_at = $2, end_untold = true
            where id = $1 and ended_at is null returning id\
            """,
            id,
            utc(now)));
  }

  /**
   * The ended ones.
   *
   * @param but one that goes on
   */
  List<String> endAll(SqlConnection transaction, String personId, String but, Instant now) {
    return ids(
        database.query(
            transaction,
            """
            update sessions set ended_at = $3, end_untold = true
            where person_id = $1 and id <> $2 and ended_at is null returning id\
            """,
            personId,
            but,
            utc(now)));
  }

  /** Some of those whose end Redis has not heard of. */
  List<String> untold() {
    return ids(database.query("select id from sessions where end_untold limit " + BATCH));
  }

  void markTold(List<String> ids) {
    database.query(
        "update sessions set end_untold = false where id = any($1)",
        (Object) ids.toArray(String[]::new));
  }

  /** Forgets some that expired; false where there were none. */
  boolean deleteExpired(Instant before) {
    return database
            .query(
                """
                delete from sessions
                where id in (
                  select id from sessions where expires_at < $1
                  order by expires_at limit %d for update skip locked)\
                """
                    .formatted(BATCH),
                utc(before))
            .rowCount()
        > 0;
  }

  private static List<String> ids(RowSet<Row> rows) {
    List<String> ids = new ArrayList<>();
    rows.forEach(row -> ids.add(row.getString("id")));
    return ids;
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
