package dev.headwater.control.channel;

import dev.headwater.control.access.Access;
import dev.headwater.control.account.Caller;
import dev.headwater.control.account.Role;
import dev.headwater.control.database.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code channels}. Thread-safe; for virtual threads. */
final class ChannelTable {
  /** What every statement answers. */
  private static final String COLUMNS = "*, now() as read_at";

  /** Only one at a time looks for a free port. */
  private static final String LOCK_PORTS =
      "select pg_advisory_xact_lock(hashtext('headwater channels srt_port'))";

  private static final String INSERT =
      """
      insert into channels (id, owner_id, name, visibility, latency, dvr_seconds, on_stale,
        key_hash, sealed_key, encryption, key_rotation_seconds, sealed_secret, srt_port)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, (
        select min(port) from generate_series($13::int, $14::int) as port
        where port not in (select srt_port from channels where srt_port is not null)))
      returning %s\
      """
          .formatted(COLUMNS);

  private static final String LIST =
      """
      select %s from channels
      where deleted_at is null and ($1 or visibility = 'public' or owner_id = $2)
        and ($3::timestamptz is null or (created_at, id) < ($3, $4))
      order by created_at desc, id desc limit $5\
      """
          .formatted(COLUMNS);

  private final Database database;
  private final PortRange srtPorts;
  private final Duration endedAfter;

  ChannelTable(Database database, LiveSettings settings) {
    this.database = database;
    this.srtPorts = settings.srtRange();
    this.endedAfter = settings.endedAfter();
  }

  Optional<LiveChannel> find(String id) {
    return first(database.query("select %s from channels where id = $1".formatted(COLUMNS), id));
  }

  /** Holds the row until the transaction ends. */
  Optional<LiveChannel> lock(SqlConnection transaction, String id) {
    return first(
        database.query(
            transaction,
            "select %s from channels where id = $1 for update".formatted(COLUMNS),
            id));
  }

  LiveChannel insert(
      SqlConnection transaction,
      String id,
      String ownerId,
      ChannelTerms terms,
      StreamKeys.Kept key,
      Optional<String> sealedSecret) {
    Optional<EncryptionTerms> encryption = terms.encryption();
    database.query(transaction, LOCK_PORTS);
    return first(
            database.query(
                transaction,
                INSERT,
                id,
                ownerId,
                terms.name(),
                terms.visibilityWord(),
                terms.latency().word(),
                Math.toIntExact(terms.dvr().toSeconds()),
                terms.onStale().word(),
                key.hash(),
                key.sealed(),
                EncryptionTerms.word(encryption),
                encryption.map(one -> Math.toIntExact(one.rotation().toSeconds())).orElse(null),
                sealedSecret.orElse(null),
                srtPorts.first(),
                srtPorts.last()))
        .orElseThrow();
  }

  LiveChannel update(SqlConnection transaction, String id, ChannelTerms terms) {
    return update(
        transaction,
        "name = $2, visibility = $3, dvr_seconds = $4, on_stale = $5",
        id,
        terms.name(),
        terms.visibilityWord(),
        Math.toIntExact(terms.dvr().toSeconds()),
        terms.onStale().word());
  }

  LiveChannel setKey(SqlConnection transaction, String id, StreamKeys.Kept key) {
    return update(transaction, "key_hash = $2, sealed_key = $3", id, key.hash(), key.sealed());
  }

  /** Another channel may have its port. */
  LiveChannel delete(SqlConnection transaction, String id) {
    return update(transaction, "deleted_at = now(), srt_port = null", id);
  }

  private LiveChannel update(SqlConnection transaction, String changes, Object... parameters) {
    return first(
            database.query(
                transaction,
                "update channels set %s, updated_at = now() where id = $1 returning %s"
                    .formatted(changes, COLUMNS),
                parameters))
        .orElseThrow();
  }

  /** Those that the person may see, the newest first, one more than the limit. */
  List<LiveChannel> list(Caller.Person person, Optional<ChannelCursor> cursor, int limit) {
    List<LiveChannel> channels = new ArrayList<>();
    for (Row row :
        database.query(
            LIST,
            Access.seesAll(person),
            person.role() == Role.PUBLISHER ? person.id() : "",
            cursor.map(after -> after.createdAt().atOffset(ZoneOffset.UTC)).orElse(null),
            cursor.map(ChannelCursor::id).orElse(null),
            limit + 1)) {
      channels.add(LiveChannel.of(row, endedAfter));
    }
    return channels;
  }

  private Optional<LiveChannel> first(RowSet<Row> rows) {
    for (Row row : rows) {
      return Optional.of(LiveChannel.of(row, endedAfter));
    }
    return Optional.empty();
  }
}
