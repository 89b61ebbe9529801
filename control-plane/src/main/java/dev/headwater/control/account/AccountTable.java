package dev.headwater.control.account;

import dev.headwater.control.database.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;

/** The table {@code people}. Thread-safe; for virtual threads. */
public final class AccountTable {
  private final Database database;

  public AccountTable(Database database) {
    this.database = database;
  }

  public Optional<Account> byEmail(String email) {
    return first(database.query("select * from people where email = $1", email));
  }

  public Optional<Account> byId(SqlConnection transaction, String id) {
    return first(database.query(transaction, "select * from people where id = $1", id));
  }

  /** As {@link #byEmail}, holding the row until the transaction ends. */
  public Optional<Account> lockByEmail(SqlConnection transaction, String email) {
    return first(
        database.query(transaction, "select * from people where email = $1 for update", email));
  }

  /** Empty where somebody has that e-mail address already. */
  public Optional<Account> insert(
      SqlConnection transaction, String email, String displayName, Role role, String passwordHash) {
    return first(
        database.query(
            transaction,
            """
            insert into people (id, email, display_name, role, password_hash)
            values ($1, $2, $3, $4, $5) on conflict (email) do nothing returning *\
            """,
            RandomText.id('p'),
            email,
            displayName,
            role.word(),
            passwordHash));
  }

  public void makeAdministrator(SqlConnection transaction, String id, String passwordHash) {
    database.query(
        transaction,
        """
        update people set role = 'admin', password_hash = $2, updated_at = now()
        where id = $1\
        """,
        id,
        passwordHash);
  }

  private static Optional<Account> first(RowSet<Row> rows) {
    for (Row row : rows) {
      return Optional.of(Account.of(row));
    }
    return Optional.empty();
  }
}
