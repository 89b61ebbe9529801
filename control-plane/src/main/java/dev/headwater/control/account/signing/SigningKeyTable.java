package dev.headwater.control.account.signing;

import dev.headwater.control.database.Database;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The table {@code signing_keys}. Thread-safe; for virtual threads. */
final class SigningKeyTable {
  private static final String ALL = "select * from signing_keys order by signs_from, created_at";

  private final Database database;

  SigningKeyTable(Database database) {
    this.database = database;
  }

  KeyRing read() {
    return ring(database.query(ALL));
  }

  /** As {@link #read}; nobody else changes the keys until the transaction ends. */
  KeyRing lock(SqlConnection transaction) {
    database.query(transaction, "lock table signing_keys in share row exclusive mode");
    return ring(database.query(transaction, ALL));
  }

  KeyRing read(SqlConnection transaction) {
    return ring(database.query(transaction, ALL));
  }

  void insert(SqlConnection transaction, ScheduledKey scheduled) {
    SigningKey key = scheduled.key();
    database.query(
        transaction,
        """
        insert into signing_keys (kid, private_key, public_key, signs_from)
        values ($1, $2, $3, $4)\
        """,
        key.kid(),
        Buffer.buffer(key.privateKey().getEncoded()),
        Buffer.buffer(key.publicKey().getEncoded()),
        scheduled.signsFrom().atOffset(ZoneOffset.UTC));
  }

  void delete(SqlConnection transaction, SigningKey key) {
    database.query(transaction, "delete from signing_keys where kid = $1", key.kid());
  }

  private static KeyRing ring(RowSet<Row> rows) {
    List<ScheduledKey> keys = new ArrayList<>();
    for (Row row : rows) {
      SigningKey key =
          SigningKey.decode(
              row.getString("kid"),
              row.getBuffer("private_key").getBytes(),
              row.getBuffer("public_key").getBytes());
      keys.add(new ScheduledKey(key, row.get(OffsetDateTime.class, "signs_from").toInstant()));
    }
    return new KeyRing(keys);
  }
}
