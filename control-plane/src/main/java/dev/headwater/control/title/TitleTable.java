package dev.headwater.control.title;

import dev.headwater.control.account.Caller;
import dev.headwater.control.database.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code titles}. Thread-safe; for virtual threads. */
final class TitleTable {
  private final Database database;

  TitleTable(Database database) {
    this.database = database;
  }

  Optional<Title> find(String id) {
    return first(database.query("select * from titles where id = $1", id));
  }

  /** Holds the row until the transaction ends. */
  Optional<Title> lock(SqlConnection transaction, String id) {
    return first(database.query(transaction, "select * from titles where id = $1 for update", id));
  }

  Title insert(SqlConnection transaction, String id, String ownerId, TitleText text) {
    return first(
            database.query(
                transaction,
                """
                insert into titles
                  (id, owner_id, name, description, categories, tags, language, visibility)
                values ($1, $2, $3, $4, $5, $6, $7, $8) returning *\
                """,
                id,
                ownerId,
                text.name(),
                text.description().orElse(null),
                text.categories().toArray(String[]::new),
                text.tags().toArray(String[]::new),
                text.language().orElse(null),
                Title.word(text.visibility())))
        .orElseThrow();
  }

  Title update(SqlConnection transaction, String id, TitleText text) {
    return first(
            database.query(
                transaction,
                """
                update titles set name = $2, description = $3, categories = $4, tags = $5,
                  language = $6, visibility = $7, updated_at = now(),
                  publication_stale = publication_stale or visibility <> $7
                where id = $1 returning *\
                """,
                id,
                text.name(),
                text.description().orElse(null),
                text.categories().toArray(String[]::new),
                text.tags().toArray(String[]::new),
                text.language().orElse(null),
                Title.word(text.visibility())))
        .orElseThrow();
  }

  void retire(SqlConnection transaction, String id) {
    database.query(
        transaction,
        """
        update titles set status = 'retired', retired_at = now(), updated_at = now(),
          publication_stale = true
        where id = $1\
        """,
        id);
  }

  void setSource(SqlConnection transaction, String id, TitleSource source) {
    database.query(
        transaction,
        """
        update titles set status = 'uploaded', source_key = $2, source_bytes = $3,
          source_name = $4, error = null, progress = 0, updated_at = now()
        where id = $1\
        """,
        id,
        source.key(),
        source.bytes(),
        source.name().orElse(null));
  }

  /** A job fills it, without a source. */
  Title fill(SqlConnection transaction, String id) {
    return first(
            database.query(
                transaction,
                "update titles set status = 'uploaded', updated_at = now() where id = $1 returning *",
                id))
        .orElseThrow();
  }

  List<Title> list(Caller.Person person, TitleQuery query) {
    TitleListing listing = TitleListing.of(person, query);
    List<Title> titles = new ArrayList<>();
    for (Row row : database.query(listing.sql(), listing.parameters())) {
      titles.add(Title.of(row));
    }
    return titles;
  }

  private static Optional<Title> first(RowSet<Row> rows) {
    for (Row row : rows) {
      return Optional.of(Title.of(row));
    }
    return Optional.empty();
  }
}
