package dev.headwater.control.account;

import dev.headwater.control.database.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.ZoneOffset;
import java.util.Optional;

/** The table {@code people}, one person at a time. Thread-safe; for virtual threads. */
public final class AccountTable {
  private final Database database;

  public AccountTable(Database database) {
    this.database = database;
  }

  public Optional<Account> byEmail(String email) {
    return first(database.query("select * from people where email = $1", email));
  }

  public Optional<Account> byId(String id) {
    return first(database.query("select * from people where id = $1", id));
  }

  public Optional<Account> byId(SqlConnection transaction, String id) {
    return first(database.query(transaction, "select * from people where id = $1", id));
  }

  /** As {@link #byId}; the person stays as they are until the transaction ends. */
  public Optional<Account> hold(SqlConnection transaction, String id) {
    return first(database.query(transaction, "select * from people where id = $1 for share", id));
  }

  /** As {@link #byId}; nobody else changes the person until the transaction ends. */
  public Optional<Account> lock(SqlConnection transaction, String id) {
    return first(database.query(transaction, "select * from people where id = $1 for update", id));
  }

  /** As {@link #byEmail}; nobody else changes the person until the transaction ends. */
  public Optional<Account> lockByEmail(SqlConnection transaction, String email) {
    return first(
        database.query(transaction, "select * from people where email = $1 for update", email));
  }

  /** False where somebody has that e-mail address already. */
  public boolean insert(SqlConnection transaction, Account account) {
    return database
            .query(
                transaction,
                """
                insert into people (id, email, display_name, role, password_hash, created_at,
                  updated_at, email_checked_at)
                values ($1, $2, $3, $4, $5, $6, $6, case when $7 then $6::timestamptz end)
                on conflict (email) do nothing\
                """,
                account.id(),
                account.email(),
                account.displayName(),
                account.role().word(),
                account.passwordHash(),
                account.createdAt().atOffset(ZoneOffset.UTC),
                account.emailChecked())
            .rowCount()
        > 0;
  }

  public void setPassword(SqlConnection transaction, String id, String passwordHash) {
    database.query(
        transaction,
        "update people set password_hash = $2, updated_at = now() where id = $1",
        id,
        passwordHash);
  }

  /** Mail to the address has reached the person; since when stays as it is where it had before. */
  public void markEmailChecked(SqlConnection transaction, String id) {
    database.query(
        transaction,
        """
        update people set email_checked_at = coalesce(email_checked_at, now()) where id = $1\
        """,
        id);
  }

  private static Optional<Account> first(RowSet<Row> rows) {
    for (Row row : rows) {
      return Optional.of(Account.of(row));
    }
    return Optional.empty();
  }

  /** For statements of other parts that return whole rows. */
  public static Account account(Row row) {
    return Account.of(row);
  }
}
