package dev.headwater.control.playback.revocation;

import dev.headwater.control.account.Caller;
import dev.headwater.control.account.RandomText;
import dev.headwater.control.account.Role;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import dev.headwater.control.feed.FeedLog;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.platform.feed.Revocation;
import dev.headwater.platform.feed.Revocation.What;
import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends playback tokens before their time, on all nodes. Operators end any; publishers those of
 * their own titles; anybody their own. Thread-safe; for virtual threads.
 */
public final class RevocationDesk {
  private static final Logger LOGGER = LoggerFactory.getLogger(RevocationDesk.class);
  private static final long TIDY_MILLIS = 1000;

  /** Nodes keep them all in memory: some 30 MB. */
  private static final int MOST = 100_000;

  private static final Duration RETRY_AFTER = Duration.ofMinutes(10);

  /** Of the same: each is a line of the feed. */
  private static final int MOST_A_MINUTE = 10;

  private final Database database;
  private final AuditLog audit;
  private final RevocationTable table;
  private final FeedLog feed;
  private final Duration tokensKnown;
  private final InstantSource clock;

  private RevocationDesk(
      Database database, AuditLog audit, Duration tokensKnown, InstantSource clock) {
    this.database = database;
    this.audit = audit;
    this.table = new RevocationTable(database);
    this.feed = new FeedLog(database);
    this.tokensKnown = tokensKnown;
    this.clock = clock;
  }

  /**
   * Works until the context's deployment ends.
   *
   * @param tokensKnown for how long a token that is given out now has to be known of
   */
  public static RevocationDesk start(
      Context context,
      Database database,
      AuditLog audit,
      Duration tokensKnown,
      InstantSource clock) {
    RevocationDesk desk = new RevocationDesk(database, audit, tokensKnown, clock);
    context.runOnContext(_ -> context.owner().setPeriodic(TIDY_MILLIS, _ -> desk.tidy()));
    return desk;
  }

  /**
   * Done when the feed has it, and so when nothing can lose it. Refused with 403 where the caller
   * may not, with 503 where nodes have too many to remember.
   *
   * @param name of the session, viewer or title; a token itself, which is not kept
   */
  public RevocationProgress revoke(Caller.Person caller, What what, String name) {
    check(caller, what, name);
    String kept = what == What.TOKEN ? Revocation.digest(name) : name;
    String id =
        database.transaction(transaction -> {
          if (table.count(transaction) >= MOST) {
            throw RefusedException.unavailable(
                "too many revocations are in force (expected: fewer than 100,000)",
                RETRY_AFTER,
                null);
          }
          if (table.recent(transaction, what, kept) >= MOST_A_MINUTE) {
            throw RefusedException.tooManyAttempts(
                "the same was revoked %d times within a minute".formatted(MOST_A_MINUTE),
                Duration.ofMinutes(1));
          }
          return revoke(transaction, caller.id(), what, kept);
        });
    return find(caller, id);
  }

  /** All tokens of a person end together with their sessions. */
  public void endViewer(SqlConnection transaction, String personId) {
    revoke(transaction, personId, What.VIEWER, personId);
  }

  private String revoke(SqlConnection transaction, String actor, What what, String name) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Revocation revocation = new Revocation(what, name, now, now.plus(tokensKnown));
    String id = RandomText.id('r');
    JsonObject detail = new JsonObject().put("what", what.word()).put("name", name);
    audit.record(transaction, actor, "revocation.create", id, detail);
    long sequence = feed.append(transaction, List.of(revocation));
    table.insert(transaction, id, sequence, actor, revocation);
    return id;
  }

  /** Refused with 404 where there is none, or it was somebody else's and the person may not see. */
  public RevocationProgress find(Caller.Person caller, String id) {
    return table
        .find(id)
        .filter(
            found -> caller.role().atLeast(Role.OPERATOR) || found.personId().equals(caller.id()))
        .orElseThrow(() -> new RefusedException(Reason.NOT_FOUND, "there is no such revocation"));
  }

  private void check(Caller.Person caller, What what, String name) {
    boolean own =
        switch (what) {
          case TOKEN, SESSION -> false;
          case VIEWER -> name.equals(caller.id());
          case TITLE -> caller.role() == Role.PUBLISHER && owns(caller, name);
        };
    if (!own && !caller.role().atLeast(Role.OPERATOR)) {
      throw new RefusedException(
          Reason.FORBIDDEN,
          "operators revoke tokens; others may end those of their own titles, or their own");
    }
  }

  private boolean owns(Caller.Person caller, String title) {
    return database
        .query("select 1 from titles where id = $1 and owner_id = $2", title, caller.id())
        .iterator()
        .hasNext();
  }

  private void tidy() {
    try {
      table.tidy();
    } catch (RuntimeException e) {
      LOGGER.warn("revocations can't be tidied, trying again: {}", e.toString());
    }
  }
}
