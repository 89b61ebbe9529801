package dev.headwater.control.purge;

import dev.headwater.control.database.Database;
import dev.headwater.control.node.Acknowledgements;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The table {@code purges}. Thread-safe; for virtual threads. */
final class PurgeTable {
  private static final String KEPT = "7 days";

  private final Database database;
  private final Acknowledgements acknowledgements;

  PurgeTable(Database database) {
    this.database = database;
    this.acknowledgements = new Acknowledgements(database, "purges");
  }

  Optional<PurgeProgress> find(String id) {
    for (Row row : database.query("select * from purges where id = $1", id)) {
      return Optional.of(
          new PurgeProgress(
              row.getString("id"),
              row.getString("person_id"),
              row.getLong("sequence"),
              row.get(OffsetDateTime.class, "created_at"),
              acknowledgements.of(row)));
    }
    return Optional.empty();
  }

  /** Writes down what is applied everywhere. */
  void settle() {
    acknowledgements.settle();
  }

  void forgetOld() {
    database.query("delete from purges where created_at < now() - interval '%s'".formatted(KEPT));
  }
}
