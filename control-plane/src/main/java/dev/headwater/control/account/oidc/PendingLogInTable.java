package dev.headwater.control.account.oidc;

import dev.headwater.control.account.TokenDigest;
import dev.headwater.control.database.Database;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The table {@code oidc_log_ins}. Thread-safe; for virtual threads. */
final class PendingLogInTable {
  /** Who takes longer at the provider begins again. */
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final Database database;
  private final InstantSource clock;

  PendingLogInTable(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * @param login known to who began alone
   */
  void insert(String login, PendingLogIn pending) {
    database.query("delete from oidc_log_ins where expires_at <= $1", now());
    database.query(
        """
        insert into oidc_log_ins (login_hash, state, nonce, verifier, expires_at)
        values ($1, $2, $3, $4, $5)\
        """,
        TokenDigest.of(login),
        pending.state(),
        pending.nonce(),
        pending.verifier(),
        now().plus(LIFE));
  }

  /** Once; empty where none was begun, or too long ago. */
  Optional<PendingLogIn> take(String login) {
    for (Row row :
        database.query(
            """
            delete from oidc_log_ins where login_hash = $1 and expires_at > $2
            returning state, nonce, verifier\
            """,
            TokenDigest.of(login),
            now())) {
      return Optional.of(
          new PendingLogIn(
              row.getString("state"), row.getString("nonce"), row.getString("verifier")));
    }
    return Optional.empty();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
