package dev.headwater.control.playback.revocation;

import dev.headwater.control.database.Database;
import dev.headwater.control.node.Acknowledgements;
import dev.headwater.platform.feed.Revocation;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** The table {@code revocations}. Thread-safe; for virtual threads. */
final class RevocationTable {
  private final Database database;
  private final Acknowledgements acknowledgements;

  RevocationTable(Database database) {
    this.database = database;
    this.acknowledgements = new Acknowledgements(database, "revocations");
  }

  void insert(
      SqlConnection transaction, String id, long sequence, String personId, Revocation revocation) {
    database.query(
        transaction,
        """
        insert into revocations (id, sequence, person_id, what, name, before, until)
        values ($1, $2, $3, $4, $5, $6, $7)\
        """,
        id,
        sequence,
        personId,
        revocation.what().word(),
        revocation.name(),
        revocation.before().atOffset(ZoneOffset.UTC),
        revocation.until().atOffset(ZoneOffset.UTC));
  }

  Optional<RevocationProgress> find(String id) {
    for (Row row : database.query("select * from revocations where id = $1", id)) {
      return Optional.of(
          new RevocationProgress(
              row.getString("id"),
              row.getString("person_id"),
              row.getLong("sequence"),
              new Revocation(
                  Revocation.What.valueOf(row.getString("what").toUpperCase(Locale.ROOT)),
                  row.getString("name"),
                  row.get(OffsetDateTime.class, "before").toInstant(),
                  row.get(OffsetDateTime.class, "until").toInstant()),
              acknowledgements.of(row)));
    }
    return Optional.empty();
  }

  /** How often the same was revoked within the last minute. */
  long recent(SqlConnection transaction, Revocation.What what, String name) {
    return database
        .query(
            transaction,
            """
            select count(*) from revocations
            where what = $1 and name = $2 and created_at > now() - interval '1 minute'\
            """,
            what.word(),
            name)
        .iterator()
        .next()
        .getLong(0);
  }

  /** How many nodes have to remember. */
  long count(SqlConnection transaction) {
    return database
        .query(
            transaction,
            "select count(*) from (select distinct what, name from revocations where until > now()) live")
        .iterator()
        .next()
        .getLong(0);
  }

  /** Writes down what is applied everywhere, and forgets what no token can meet any more. */
  void tidy() {
    acknowledgements.settle();
    database.query("delete from revocations where until < now()");
  }
}
