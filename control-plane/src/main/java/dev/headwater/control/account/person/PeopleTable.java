package dev.headwater.control.account.person;

import dev.headwater.control.account.Account;
import dev.headwater.control.account.AccountTable;
import dev.headwater.control.database.Database;
import io.vertx.sqlclient.SqlConnection;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The table {@code people} as administrators see it. Thread-safe; for virtual threads. */
final class PeopleTable {
  private final Database database;

  PeopleTable(Database database) {
    this.database = database;
  }

  /** Oldest first; one more than a page has where there are more. */
  List<Account> list(PeopleQuery query) {
    List<Account> people = new ArrayList<>();
    database
        .query(
            """
            select * from people
            where ($1::text is null or email ilike $1 or display_name ilike $1)
              and ($2::text is null or role = $2)
              and ($3::timestamptz is null or (created_at, id) > ($3, $4::text))
            order by created_at, id limit $5\
            """,
            query.pattern().orElse(null),
            query.role().map(role -> role.word()).orElse(null),
            query.after().map(after -> after.createdAt().atOffset(ZoneOffset.UTC)).orElse(null),
            query.after().map(PeopleCursor::id).orElse(null),
            query.limit() + 1)
        .forEach(row -> people.add(AccountTable.account(row)));
    return people;
  }

  void update(SqlConnection transaction, Account account) {
    database.query(
        transaction,
        """
        update people set display_name = $2, role = $3, updated_at = now(),
          disabled_at = case when $4 then coalesce(disabled_at, now()) end
        where id = $1\
        """,
        account.id(),
        account.displayName(),
        account.role().word(),
        account.disabled());
  }
}
