package dev.headwater.control.account.session;

import dev.headwater.control.account.Account;
import dev.headwater.control.account.AccountSettings;
import dev.headwater.control.account.AccountTable;
import dev.headwater.control.account.Caller;
import dev.headwater.control.account.RandomText;
import dev.headwater.control.database.Database;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Sessions of logged-in people, in the database. A refresh token is good once; a used one that is
 * shown again was stolen, by one side or the other, and ends its session (RFC 9700, section
 * 4.14.2). Thread-safe; for virtual threads.
 */
public final class Sessions {
  private final Database database;
  private final AccountTable accounts;
  private final AccessTokens accessTokens;
  private final Duration life;
  private final InstantSource clock;

  public Sessions(
      Database database, AccessTokens accessTokens, AccountSettings settings, InstantSource clock) {
    this.database = database;
    this.accounts = new AccountTable(database);
    this.accessTokens = accessTokens;
    this.life = settings.sessionLife();
    this.clock = clock;
  }

  /** Begins a session, and forgets those of the same person that are over. */
  public SessionTokens open(SqlConnection transaction, Account account) {
    OffsetDateTime now = now();
    database.query(
        transaction,
        "delete from sessions where person_id = $1 and expires_at < $2",
        account.id(),
        now);
    String id = RandomText.id('s');
    database.query(
        transaction,
        "insert into sessions (id, person_id, created_at, expires_at) values ($1, $2, $3, $4)",
        id,
        account.id(),
        now,
        now.plus(life));
    return issue(transaction, id, account);
  }

  /** The next pair; refused with 401 where the token is unknown, used, or its session is over. */
  public SessionTokens refresh(String refreshToken) {
    Optional<SessionTokens> next =
        database.transaction(transaction -> rotate(transaction, refreshToken));
    return next.orElseThrow(() ->
        new RefusedException(
            Reason.UNAUTHENTICATED, "the refresh token is not good (any more): log in again"));
  }

  /** Ends the session of a refresh token; harmless where there is none. */
  public void end(String refreshToken) {
    database.query(
        """
        update sessions set ended_at = $2
        where ended_at is null
          and id = (select session_id from refresh_tokens where token_hash = $1)\
        """,
        digest(refreshToken),
        now());
  }

  public static void endAll(Database database, SqlConnection transaction, String personId) {
    database.query(
        transaction,
        "update sessions set ended_at = now() where person_id = $1 and ended_at is null",
        personId);
  }

  private Optional<SessionTokens> rotate(SqlConnection transaction, String refreshToken) {
    RowSet<Row> found =
        database.query(
            transaction,
            """
            select s.id, s.person_id, t.rotated_at is not null as used
            from refresh_tokens t join sessions s on s.id = t.session_id
            where t.token_hash = $1 and s.ended_at is null and s.expires_at > $2
            for update\
            """,
            digest(refreshToken),
            now());
    for (Row row : found) {
      String session = row.getString("id");
      if (row.getBoolean("used")) {
        database.query(
            transaction, "update sessions set ended_at = $2 where id = $1", session, now());
        return Optional.empty();
      }
      Account account = accounts.byId(transaction, row.getString("person_id")).orElseThrow();
      markUsed(transaction, session, refreshToken);
      return Optional.of(issue(transaction, session, account));
    }
    return Optional.empty();
  }

  private void markUsed(SqlConnection transaction, String session, String refreshToken) {
    database.query(
        transaction,
        "update refresh_tokens set rotated_at = $2 where token_hash = $1",
        digest(refreshToken),
        now());
    database.query(
        transaction,
        "update sessions set expires_at = $2 where id = $1",
        session,
        now().plus(life));
  }

  private SessionTokens issue(SqlConnection transaction, String session, Account account) {
    String refreshToken = RandomText.token();
    database.query(
        transaction,
        "insert into refresh_tokens (token_hash, session_id, issued_at) values ($1, $2, $3)",
        digest(refreshToken),
        session,
        now());
    String accessToken = accessTokens.issue(new Caller.Person(account.id(), account.role()));
    return new SessionTokens(accessToken, refreshToken, accessTokens.life());
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static Buffer digest(String token) {
    try {
      return Buffer.buffer(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this JDK", e);
    }
  }
}
