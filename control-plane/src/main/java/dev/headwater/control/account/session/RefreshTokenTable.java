package dev.headwater.control.account.session;

import dev.headwater.control.account.TokenDigest;
import dev.headwater.control.database.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** The table {@code refresh_tokens}. Thread-safe; for virtual threads. */
final class RefreshTokenTable {
  private final Database database;

  /** What a refresh token of a session that isn't over stands for. */
  record Shown(String session, String personId, boolean used) {}

  RefreshTokenTable(Database database) {
    this.database = database;
  }

  void insert(SqlConnection transaction, String token, String session, Instant now) {
    database.query(
        transaction,
        "insert into refresh_tokens (token_hash, session_id, issued_at) values ($1, $2, $3)",
        TokenDigest.of(token),
        session,
        now.atOffset(ZoneOffset.UTC));
  }

  /** Holds token and session until the transaction ends. */
  Optional<Shown> lock(SqlConnection transaction, String token, Instant now) {
    for (Row row :
        database.query(
            transaction,
            """
            select s.id, s.person_id, t.rotated_at is not null as used
            from refresh_tokens t join sessions s on s.id = t.session_id
            where t.token_hash = $1 and s.ended_at is null and s.expires_at > $2
            for update\
            """,
            TokenDigest.of(token),
            now.atOffset(ZoneOffset.UTC))) {
      return Optional.of(
          new Shown(row.getString("id"), row.getString("person_id"), row.getBoolean("used")));
    }
    return Optional.empty();
  }

  void markUsed(SqlConnection transaction, String token, Instant now) {
    database.query(
        transaction,
        "update refresh_tokens set rotated_at = $2 where token_hash = $1",
        TokenDigest.of(token),
        now.atOffset(ZoneOffset.UTC));
  }
}
