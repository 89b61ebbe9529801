package dev.headwater.control.account.mailed;

import dev.headwater.control.database.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Optional;

/** The table {@code mail_errands}. Thread-safe; for virtual threads. */
final class ErrandTable {
  private final Database database;

  ErrandTable(Database database) {
    this.database = database;
  }

  void insert(SqlConnection transaction, Errand.Kind kind, String email) {
    database.query(
        transaction, "insert into mail_errands (kind, email) values ($1, $2)", kind.name(), email);
  }

  /** The next one that is due; nobody else takes it until the transaction ends. */
  Optional<Errand> take(SqlConnection transaction) {
    for (Row row :
        database.query(
            transaction,
            """
            select id, kind, email, attempt from mail_errands where run_after <= now()
            order by run_after, id limit 1 for update skip locked\
            """)) {
      return Optional.of(
          new Errand(
              row.getLong("id"),
              Errand.Kind.valueOf(row.getString("kind")),
              row.getString("email"),
              row.getInteger("attempt")));
    }
    return Optional.empty();
  }

  void delete(Errand errand) {
    database.query("delete from mail_errands where id = $1", errand.id());
  }

  void postpone(SqlConnection transaction, Errand errand, Duration delay) {
    database.query(
        transaction,
        """
        update mail_errands
        set attempt = attempt + 1, run_after = now() + $2 * interval '1 second'
        where id = $1\
        """,
        errand.id(),
        (double) delay.toSeconds());
  }
}
