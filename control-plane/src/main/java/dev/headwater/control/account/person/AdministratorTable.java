package dev.headwater.control.account.person;

import dev.headwater.control.database.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the table {@code people} knows of administrators alone. Thread-safe; for virtual threads.
 */
final class AdministratorTable {
  private final Database database;

  AdministratorTable(Database database) {
    this.database = database;
  }

  /** Those who may log in; nobody joins or leaves them until the transaction ends. */
  List<String> lockAll(SqlConnection transaction) {
    List<String> ids = new ArrayList<>();
    for (Row row :
        database.query(
            transaction,
            """
            select id from people where role = 'admin' and disabled_at is null
            order by id for update\
            """)) {
      ids.add(row.getString("id"));
    }
    return ids;
  }

  /** The password that the settings gave this person last, as a PHC string. */
  Optional<String> givenPassword(SqlConnection transaction, String id) {
    for (Row row :
        database.query(transaction, "select given_password_hash from people where id = $1", id)) {
      return Optional.ofNullable(row.getString(0));
    }
    return Optional.empty();
  }

  void rememberGiven(SqlConnection transaction, String id, String passwordHash) {
    database.query(
        transaction, "update people set given_password_hash = $2 where id = $1", id, passwordHash);
  }

  /** An administrator who may log in with that password, whatever they were before. */
  void restore(SqlConnection transaction, String id, String passwordHash) {
    database.query(
        transaction,
        """
        update people set role = 'admin', password_hash = $2, disabled_at = null,
          updated_at = now()
        where id = $1\
        """,
        id,
        passwordHash);
  }
}
