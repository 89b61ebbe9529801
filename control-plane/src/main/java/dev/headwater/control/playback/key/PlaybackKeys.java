package dev.headwater.control.playback.key;

import dev.headwater.control.account.Caller;
import dev.headwater.control.account.Role;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import dev.headwater.control.feed.FeedLog;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.platform.feed.TokenKeyChange;
import dev.headwater.platform.feed.TokenKeyChange.State;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.token.TokenKey;
import dev.headwater.platform.token.TokenSigner;
import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that playback tokens are signed with: makes them, tells the data plane, lets them take
 * turns. Any number of control planes share them. Thread-safe; for virtual threads.
 */
public final class PlaybackKeys {
  private static final Logger LOGGER = LoggerFactory.getLogger(PlaybackKeys.class);

  /** How soon a promotion by another control plane is followed; both keys are good meanwhile. */
  private static final long LOOK_MILLIS = 1000;

  private static final long WARN_NANOS = Duration.ofMinutes(1).toNanos();

  private final Parts parts;
  private final KeySettings settings;
  private final KeyRoot root;
  private final KeyTurns firstTurns;
  private final KeyTurns turns;
  private final String sealing;
  private final PlaybackKeyTable table;
  private volatile @Nullable Signing signing;
  private volatile long warnedNanos = System.nanoTime() - WARN_NANOS;

  /** What it works with. */
  public record Parts(
      Database database, AuditLog audit, Terms terms, Sealing sealing, InstantSource clock) {}

  /**
   * What is agreed.
   *
   * @param root 64 hexadecimal digits
   * @param tokensKnown for how long a token that is given out now has to be known of
   */
  public record Terms(Secret root, Duration tokensKnown, KeySettings settings) {}

  /**
   * How keys are sealed.
   *
   * @param id of the key that is sealed with
   */
  public record Sealing(Envelope envelope, String id) {}

  private record Signing(String kid, TokenSigner signer) {}

  private PlaybackKeys(Parts parts) {
    this.parts = parts;
    this.root = new KeyRoot(parts.terms.root());
    this.sealing = parts.sealing.id();
    this.settings = parts.terms.settings();
    this.firstTurns = turns(true);
    this.turns = turns(false);
    this.table = new PlaybackKeyTable(parts.database);
  }

  private KeyTurns turns(boolean starting) {
    return new KeyTurns(
        root.fingerprint(), sealing, settings.life(), parts.terms.tokensKnown(), starting);
  }

  /**
   * Works until the context's deployment ends. Makes its virtual thread wait; fails where the
   * database does.
   */
  public static PlaybackKeys start(Context context, Parts parts) {
    PlaybackKeys keys = new PlaybackKeys(parts);
    keys.turn(keys.firstTurns);
    context.runOnContext(_ -> context.owner().setPeriodic(LOOK_MILLIS, _ -> keys.tryTurn()));
    return keys;
  }

  /** Signs with the current key of whoever checks tokens. */
  public TokenSigner signer() {
    Signing now = signing;
    if (now == null) {
      throw new IllegalStateException("no key to sign with (expected: one since the start)");
    }
    return now.signer;
  }

  /** All that sign or verify, or are to, for operators to see. */
  public List<PlaybackKey> list(Caller.Person caller) {
    admit(caller, Role.OPERATOR);
    return table.list();
  }

  /**
   * Has the next key of a consumer promoted as soon as it is everywhere.
   *
   * @return that key
   */
  public PlaybackKey rotate(Caller.Person caller, String consumer) {
    admit(caller, Role.OPERATOR);
    PlaybackKey next =
        parts.database.transaction(transaction -> {
          PlaybackKey wanted =
              table
                  .want(transaction, consumer)
                  .orElseThrow(() ->
                      new RefusedException(
                          Reason.NOT_FOUND,
                          "there is no consumer '%s' of playback keys".formatted(consumer)));
          record(transaction, caller, "token-key.rotate", wanted.kid());
          return wanted;
        });
    tryTurn();
    return next;
  }

  /**
   * Has a key verify nothing any more, at once, whatever it has signed: after a leak. Where it is
   * the current one, others take its place.
   */
  public void retire(Caller.Person caller, String kid) {
    admit(caller, Role.ADMIN);
    parts.database.transaction(transaction -> {
      table.lock(transaction);
      PlaybackKey key =
          table
              .find(kid)
              .orElseThrow(() ->
                  new RefusedException(Reason.NOT_FOUND, "there is no key '%s'".formatted(kid)));
      table.become(transaction, key, State.RETIRED, parts.clock.instant());
      record(transaction, caller, "token-key.retire", kid);
      tell(transaction, key, State.RETIRED);
      return kid;
    });
    tryTurn();
  }

  /** Notes that a CDN has a key. */
  public void confirm(Caller.Person caller, String kid) {
    admit(caller, Role.OPERATOR);
    PlaybackKey key = cdnKey(kid);
    parts.database.transaction(transaction -> {
      table.confirm(transaction, key);
      record(transaction, caller, "token-key.confirm", kid);
      return key;
    });
    tryTurn();
  }

  /** The key itself, for whoever brings it to a CDN. */
  public TokenKey secret(Caller.Person caller, String kid) {
    admit(caller, Role.ADMIN);
    PlaybackKey key = cdnKey(kid);
    if (!key.root().equals(root.fingerprint())) {
      throw new RefusedException(Reason.GONE, "the root that it was derived from was replaced");
    }
    parts.database.transaction(transaction -> {
      record(transaction, caller, "token-key.show", kid);
      return kid;
    });
    return root.key(key);
  }

  private PlaybackKey cdnKey(String kid) {
    return table
        .find(kid)
        .filter(key -> !key.isTold())
        .orElseThrow(
            () -> new RefusedException(Reason.NOT_FOUND, "no CDN has a key '%s'".formatted(kid)));
  }

  private static void admit(Caller.Person caller, Role least) {
    if (!caller.role().atLeast(least)) {
      throw new RefusedException(
          Reason.FORBIDDEN, "keys are the business of %ss".formatted(least.word()));
    }
  }

  private void record(
      SqlConnection transaction, Caller.Person caller, String action, String subject) {
    parts.audit.record(transaction, caller.id(), action, subject, new JsonObject());
  }

  private void tryTurn() {
    try {
      turn(turns);
    } catch (RuntimeException e) {
      LOGGER.warn("the keys of playback tokens can't be looked after: {}", e.toString());
    }
  }

  private void turn(KeyTurns taken) {
    Instant now = parts.clock.instant();
    for (String consumer : settings.consumers()) {
      List<PlaybackKey> keys =
          table.list().stream().filter(key -> key.consumer().equals(consumer)).toList();
      if (taken.isOfOthers(keys) && !taken.starting()) {
        warnOfOthers(consumer);
      }
      if (!taken.decide(keys, 0, _ -> true, now).isEmpty()) { // most often there is nothing to do
        parts.database.transaction(transaction -> {
          table.lock(transaction);
          turn(transaction, taken, consumer, now);
          return consumer;
        });
      }
    }
    follow();
  }

  private void warnOfOthers(String consumer) {
    long now = System.nanoTime();
    if (now - warnedNanos > WARN_NANOS) {
      warnedNanos = now;
      LOGGER.error(
          "the current key of {} is of another playback.token-secret: is it the same on all control planes?",
          consumer);
    }
  }

  private void turn(SqlConnection transaction, KeyTurns taken, String consumer, Instant now) {
    List<PlaybackKey> keys = table.list(transaction, consumer);
    int last = table.lastGeneration(transaction, consumer);
    for (KeyTurns.Turn turn :
        taken.decide(keys, last, key -> isEverywhere(transaction, key), now)) {
      switch (turn) {
        case KeyTurns.Turn.Make(int generation, State state) -> {
          PlaybackKey made = made(consumer, generation, state, now);
          table.insert(transaction, made);
          tell(transaction, made, state);
          log(made, state);
        }
        case KeyTurns.Turn.Become(PlaybackKey key, State state) -> {
          table.become(transaction, key, state, now);
          tell(transaction, key, state);
          log(key, state);
        }
        case KeyTurns.Turn.Seal(PlaybackKey key) -> tell(transaction, key, key.state());
      }
    }
  }

  private static void log(PlaybackKey key, State state) {
    LOGGER.info("the key {} of playback tokens is {}", key.kid(), state.word());
  }

  private PlaybackKey made(String consumer, int generation, State state, Instant now) {
    return new PlaybackKey(
        consumer,
        generation,
        root.fingerprint(),
        state,
        "",
        0,
        false,
        false,
        now,
        state == State.CURRENT ? Optional.of(now) : Optional.empty(),
        Optional.empty());
  }

  private boolean isEverywhere(SqlConnection transaction, PlaybackKey key) {
    return key.isTold()
        ? key.sequence() > 0 && table.isEverywhere(transaction, key.sequence())
        : key.confirmed();
  }

  /** A key of another root can't be derived any more: what was told of it stands. */
  private void tell(SqlConnection transaction, PlaybackKey key, State state) {
    boolean derivable = key.root().equals(root.fingerprint());
    if (key.isTold() && (derivable || state == State.RETIRED)) {
      TokenKeyChange change =
          derivable
              ? TokenKeyChange.of(root.key(key), state, parts.sealing.envelope())
              : new TokenKeyChange(key.kid(), state, "");
      long sequence = new FeedLog(parts.database).append(transaction, List.of(change));
      table.told(transaction, key, sealing, sequence);
    }
  }

  private void follow() {
    Signing before = signing;
    table.list().stream()
        .filter(key -> key.consumer().equals(settings.checkedBy()))
        .filter(key -> key.state() == State.CURRENT && key.root().equals(root.fingerprint()))
        .filter(key -> before == null || !before.kid.equals(key.kid()))
        .findFirst()
        .ifPresent(key -> signing = new Signing(key.kid(), new TokenSigner(root.key(key))));
  }
}
