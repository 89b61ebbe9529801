package dev.headwater.control.playback.key;

import dev.headwater.control.database.Database;
import dev.headwater.platform.feed.TokenKeyChange.State;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code token_keys}. Thread-safe; for virtual threads. */
final class PlaybackKeyTable {
  private final Database database;

  PlaybackKeyTable(Database database) {
    this.database = database;
  }

  /** Whoever changes keys waits for others who do, until their transaction ends. */
  void lock(SqlConnection transaction) {
    database.query(transaction, "lock table token_keys in exclusive mode");
  }

  /** Those that sign or verify, or are to, in order. */
  List<PlaybackKey> list() {
    return keys(
        database.query(
            "select * from token_keys where state <> 'retired' order by consumer, generation"));
  }

  List<PlaybackKey> list(SqlConnection transaction, String consumer) {
    return keys(
        database.query(
            transaction,
            """
            select * from token_keys where consumer = $1 and state <> 'retired'
            order by generation\
            """,
            consumer));
  }

  private static List<PlaybackKey> keys(Iterable<Row> rows) {
    List<PlaybackKey> keys = new ArrayList<>();
    rows.forEach(row -> keys.add(PlaybackKey.of(row)));
    return keys;
  }

  int lastGeneration(SqlConnection transaction, String consumer) {
    return database
        .query(
            transaction,
            "select coalesce(max(generation), 0) from token_keys where consumer = $1",
            consumer)
        .iterator()
        .next()
        .getInteger(0);
  }

  Optional<PlaybackKey> find(String kid) {
    return list().stream().filter(key -> key.kid().equals(kid)).findFirst();
  }

  void insert(SqlConnection transaction, PlaybackKey key) {
    database.query(
        transaction,
        """
        insert into token_keys (consumer, generation, root, state, created_at, promoted_at)
        values ($1, $2, $3, $4, $5, $6)\
        """,
        key.consumer(),
        key.generation(),
        key.root(),
        key.state().word(),
        key.createdAt().atOffset(ZoneOffset.UTC),
        key.promotedAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null));
  }

  void become(SqlConnection transaction, PlaybackKey key, State state, Instant now) {
    String column = state == State.CURRENT ? "promoted_at" : "replaced_at";
    database.query(
        transaction,
        "update token_keys set state = $3, %s = $4 where consumer = $1 and generation = $2"
            .formatted(column),
        key.consumer(),
        key.generation(),
        state.word(),
        now.atOffset(ZoneOffset.UTC));
  }

  void told(SqlConnection transaction, PlaybackKey key, String sealedWith, long sequence) {
    database.query(
        transaction,
        """
        update token_keys set sealed_with = $3, sequence = $4
        where consumer = $1 and generation = $2\
        """,
        key.consumer(),
        key.generation(),
        sealedWith,
        sequence);
  }

  /** Whether every registered node has applied a line. */
  boolean isEverywhere(SqlConnection transaction, long sequence) {
    return database
            .query(transaction, "select count(*) from nodes where sequence < $1", sequence)
            .iterator()
            .next()
            .getLong(0)
        == 0;
  }

  /** Notes that the next key of a consumer is to be promoted; empty where there is none. */
  Optional<PlaybackKey> want(SqlConnection transaction, String consumer) {
    return keys(
            database.query(
                transaction,
                """
                update token_keys set wanted_at = now() where consumer = $1 and state = 'next'
                returning *\
                """,
                consumer))
        .stream()
        .findFirst();
  }

  void confirm(SqlConnection transaction, PlaybackKey key) {
    database.query(
        transaction,
        "update token_keys set confirmed_at = now() where consumer = $1 and generation = $2",
        key.consumer(),
        key.generation());
  }
}
