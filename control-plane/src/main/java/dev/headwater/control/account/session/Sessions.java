package dev.headwater.control.account.session;

import dev.headwater.control.account.Account;
import dev.headwater.control.account.AccountTable;
import dev.headwater.control.account.Caller;
import dev.headwater.control.account.RandomText;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Sessions of logged-in people. A refresh token is good once; a used one that is shown again was
 * stolen, by one side or the other, and ends its session (RFC 9700, section 4.14.2). Thread-safe;
 * for virtual threads.
 */
public final class Sessions {
  private final Database database;
  private final AccountTable accounts;
  private final SessionTable sessions;
  private final RefreshTokenTable refreshTokens;
  private final AccessTokens accessTokens;
  private final Lives lives;
  private final AuditLog audit;

  /**
   * How sessions live and end.
   *
   * @param life how long one lives after its last refresh
   */
  public record Lives(LiveSessions live, SessionEnds ends, Duration life, InstantSource clock) {}

  public Sessions(Database database, AccessTokens accessTokens, Lives lives, AuditLog audit) {
    this.database = database;
    this.accounts = new AccountTable(database);
    this.sessions = new SessionTable(database);
    this.refreshTokens = new RefreshTokenTable(database);
    this.accessTokens = accessTokens;
    this.lives = lives;
    this.audit = audit;
  }

  /** What a call leads to: tokens, or the end of the session. */
  private record Rotation(Optional<SessionTokens> tokens, String session, List<String> ended) {
    static final Rotation NONE = new Rotation(Optional.empty(), "", List.of());
  }

  /**
   * Begins a session; empty where the person may not log in any more, or not by what they were
   * checked by.
   */
  public Optional<SessionTokens> open(Account checked) {
    String id = RandomText.id('s');
    Instant now = lives.clock.instant();
    Optional<SessionTokens> tokens =
        database.transaction(transaction ->
            accounts
                .hold(transaction, checked.id())
                .filter(account -> mayOpen(account, checked))
                .map(account -> {
                  sessions.insert(transaction, id, account.id(), now, now.plus(lives.life));
                  record(transaction, account.id(), "session.open", id);
                  return issue(transaction, id, account);
                }));
    tokens.ifPresent(_ -> lives.live.opened(id, lives.life));
    return tokens;
  }

  private static boolean mayOpen(Account account, Account checked) {
    return !account.disabled() && account.passwordHash().equals(checked.passwordHash());
  }

  /** The next pair; refused with 401 where the token is unknown, used, or its session is over. */
  public SessionTokens refresh(String refreshToken) {
    Rotation rotation = database.transaction(transaction -> rotate(transaction, refreshToken));
    lives.ends.tell(rotation.ended);
    SessionTokens next =
        rotation.tokens.orElseThrow(() ->
            new RefusedException(
                Reason.UNAUTHENTICATED, "the refresh token is not good (any more): log in again"));
    lives.live.prolonged(rotation.session, lives.life);
    return next;
  }

  private Rotation rotate(SqlConnection transaction, String refreshToken) {
    Instant now = lives.clock.instant();
    Optional<RefreshTokenTable.Shown> shown = refreshTokens.lock(transaction, refreshToken, now);
    if (shown.isEmpty()) {
      return Rotation.NONE;
    }
    String session = shown.get().session();
    String person = shown.get().personId();
    if (shown.get().used()) {
      record(transaction, person, "session.end-by-reuse", session);
      return new Rotation(Optional.empty(), session, lives.ends.end(transaction, session));
    }
    refreshTokens.markUsed(transaction, refreshToken, now);
    sessions.prolong(transaction, session, now.plus(lives.life));
    Account account = accounts.byId(transaction, person).orElseThrow();
    return new Rotation(Optional.of(issue(transaction, session, account)), session, List.of());
  }

  /** Ends the session of a refresh token; harmless where there is none. */
  public void end(String refreshToken) {
    List<String> ended =
        database.transaction(transaction ->
            refreshTokens
                .lock(transaction, refreshToken, lives.clock.instant())
                .map(shown -> end(transaction, shown))
                .orElse(List.of()));
    lives.ends.tell(ended);
  }

  private List<String> end(SqlConnection transaction, RefreshTokenTable.Shown shown) {
    record(transaction, shown.personId(), "session.end", shown.session());
    return lives.ends.end(transaction, shown.session());
  }

  /** Ends all sessions of the caller, this one too. */
  public void endAll(Caller.Person caller) {
    List<String> ended =
        database.transaction(transaction -> {
          record(transaction, caller.id(), "session.end-all", caller.id());
          return lives.ends.endAll(transaction, caller.id());
        });
    lives.ends.tell(ended);
  }

  private SessionTokens issue(SqlConnection transaction, String session, Account account) {
    String refreshToken = RandomText.token();
    refreshTokens.insert(transaction, refreshToken, session, lives.clock.instant());
    String accessToken =
        accessTokens.issue(new Caller.Person(account.id(), account.role(), session));
    return new SessionTokens(accessToken, refreshToken, accessTokens.life());
  }

  private void record(SqlConnection transaction, String actor, String action, String subject) {
    audit.record(transaction, actor, action, subject, new JsonObject());
  }
}
