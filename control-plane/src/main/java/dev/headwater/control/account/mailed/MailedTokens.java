package dev.headwater.control.account.mailed;

import dev.headwater.control.account.RandomText;
import dev.headwater.control.account.TokenDigest;
import dev.headwater.control.database.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What is mailed to a person and brought back by whoever reads their mail: good once, and for a
 * while. Kept as a digest. Thread-safe; for virtual threads.
 */
public final class MailedTokens {
  private final Database database;
  private final InstantSource clock;

  /** What a token is good for. */
  public enum Purpose {
    CHECK_EMAIL(Duration.ofDays(7)),
    RESET_PASSWORD(Duration.ofHours(1));

    private final Duration life;

    Purpose(Duration life) {
      this.life = life;
    }
  }

  public MailedTokens(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  String issue(SqlConnection transaction, Purpose purpose, String personId) {
    database.query(transaction, "delete from mailed_tokens where expires_at <= $1", now());
    String token = RandomText.token();
    database.query(
        transaction,
        """
        insert into mailed_tokens (token_hash, purpose, person_id, expires_at)
        values ($1, $2, $3, $4)\
        """,
        TokenDigest.of(token),
        purpose.name(),
        personId,
        now().plus(purpose.life));
    return token;
  }

  /** Whose the token was; empty where it is unknown, used or too old. */
  Optional<String> redeem(SqlConnection transaction, Purpose purpose, String token) {
    for (Row row :
        database.query(
            transaction,
            """
            delete from mailed_tokens where token_hash = $1 and purpose = $2 and expires_at > $3
            returning person_id\
            """,
            TokenDigest.of(token),
            purpose.name(),
            now())) {
      return Optional.of(row.getString(0));
    }
    return Optional.empty();
  }

  /** Makes those worthless that are on their way. */
  public void revoke(SqlConnection transaction, Purpose purpose, String personId) {
    database.query(
        transaction,
        "delete from mailed_tokens where person_id = $1 and purpose = $2",
        personId,
        purpose.name());
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
