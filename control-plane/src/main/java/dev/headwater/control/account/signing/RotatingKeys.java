package dev.headwater.control.account.signing;

import dev.headwater.control.account.AccountSettings;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys in the database, the same for every instance, changed by whichever of them notices first
 * that it is time. A key is published long before it signs and kept until its last token has
 * expired; all instances let it take over at the same moment, which is written beside it.
 * Thread-safe; for virtual threads.
 */
public final class RotatingKeys implements SigningKeys {
  private static final Logger LOGGER = LoggerFactory.getLogger(RotatingKeys.class);

  /** A small part of the shortest lead, so that nobody misses a key before it signs. */
  private static final long READ_EVERY_MILLIS = 60_000;

  /** Invented names of keys cost one reading in this time, however many come. */
  private static final Duration READ_AGAIN_AFTER = Duration.ofSeconds(1);

  private final Database database;
  private final SigningKeyTable table;
  private final KeySchedule schedule;
  private final AuditLog audit;
  private final InstantSource clock;
  private final AtomicReference<Instant> lastRead = new AtomicReference<>(Instant.MIN);
  private volatile KeyRing ring;

  public RotatingKeys(
      Database database, AuditLog audit, AccountSettings settings, InstantSource clock) {
    this.database = database;
    this.table = new SigningKeyTable(database);
    this.schedule =
        new KeySchedule(
            settings.signing().keyLife(), settings.signing().keyLead(), settings.accessTokenLife());
    this.audit = audit;
    this.clock = clock;
    this.ring = upToDate();
  }

  /** Reads again and again until the context's deployment ends. */
  public void keepFresh(Context context) {
    context.runOnContext(_ -> context.owner().setPeriodic(READ_EVERY_MILLIS, _ -> refreshOrWarn()));
  }

  private void refreshOrWarn() {
    try {
      refresh();
    } catch (RuntimeException e) {
      LOGGER.warn("signing keys can't be read, trying again: {}", e.toString());
    }
  }

  /** Reads the keys, and changes them where it is time. */
  void refresh() {
    ring = upToDate();
  }

  private KeyRing upToDate() {
    lastRead.set(clock.instant());
    KeyRing read = table.read();
    return schedule.isDue(read, clock.instant()) ? database.transaction(this::change) : read;
  }

  private KeyRing change(SqlConnection transaction) {
    KeyRing before = table.lock(transaction);
    Instant now = clock.instant();
    schedule.nextStart(before, now).ifPresent(start -> make(transaction, start));
    for (SigningKey key : schedule.outlived(before, now)) {
      table.delete(transaction, key);
      record(transaction, "signing-key.delete", key, new JsonObject());
    }
    return table.read(transaction);
  }

  private void make(SqlConnection transaction, Instant start) {
    SigningKey key = SigningKey.generate();
    table.insert(transaction, new ScheduledKey(key, start));
    record(
        transaction,
        "signing-key.create",
        key,
        new JsonObject().put("signsFrom", start.toString()));
  }

  private void record(SqlConnection transaction, String action, SigningKey key, JsonObject detail) {
    audit.record(transaction, AuditLog.SYSTEM, action, key.kid(), detail);
  }

  @Override
  public SigningKey current() {
    return ring.signing(clock.instant());
  }

  /** A name that isn't known here may be that of a key that this instance missed. */
  @Override
  public Optional<SigningKey> byId(String kid) {
    return ring.find(kid)
        .or(() -> {
          if (mayReadAgain()) {
            refresh();
          }
          return ring.find(kid);
        });
  }

  private boolean mayReadAgain() {
    Instant last = lastRead.get();
    Instant now = clock.instant();
    return !now.isBefore(last.plus(READ_AGAIN_AFTER)) && lastRead.compareAndSet(last, now);
  }

  @Override
  public JsonObject toJwks() {
    return ring.toJwks();
  }
}
