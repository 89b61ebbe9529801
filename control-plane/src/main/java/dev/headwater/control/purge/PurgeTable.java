package dev.headwater.control.purge;

import dev.headwater.control.cdn.FanOut;
import dev.headwater.control.database.Database;
import dev.headwater.control.node.Acknowledgements;
import dev.headwater.platform.feed.FeedChange.Purge;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code purges}. Thread-safe; for virtual threads. */
final class PurgeTable {
  private static final String KEPT = "7 days";

  /** More than anybody looks at; those that are retried make room for others. */
  private static final int MOST_LISTED = 50;

  private static final String FAILED =
      """
      select * from purges where id in (select purge_id from cdn_purges where state = 'failed')
      order by sequence desc limit $1\
      """;

  private final Database database;
  private final FanOut fanOut;
  private final Acknowledgements acknowledgements;

  PurgeTable(Database database, FanOut fanOut) {
    this.database = database;
    this.fanOut = fanOut;
    this.acknowledgements = new Acknowledgements(database, "purges");
  }

  /** Who asked for a purge. */
  record Asked(String personId, Purge purge) {}

  /**
   * Notes purges, and that CDNs have to be told of them.
   *
   * @param first the place of the first in the feed; the others come after it
   */
  void insert(SqlConnection transaction, long first, List<Asked> asked) {
    List<Purge> purges = asked.stream().map(Asked::purge).toList();
    database.query(
        transaction,
        """
        insert into purges (id, sequence, person_id, mode, items, body)
        select line.id, $1 + line.place - 1, line.person, line.mode, line.items,
          nullif(line.body, 'null')
        from unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::jsonb[])
          with ordinality as line (id, person, mode, items, body, place)\
        """,
        first,
        purges.stream().map(Purge::id).toArray(String[]::new),
        asked.stream().map(Asked::personId).toArray(String[]::new),
        purges.stream().map(purge -> purge.mode().word()).toArray(String[]::new),
        purges.stream().map(Purge::items).toArray(Integer[]::new),
        purges.stream().map(this::body).toArray(JsonObject[]::new));
    if (!fanOut.isEmpty()) {
      fanOut.note(transaction, purges.stream().map(Purge::id).toList());
    }
  }

  /** For CDNs alone; nodes have it from the feed. */
  private @Nullable JsonObject body(Purge purge) {
    return fanOut.isEmpty() ? null : purge.body();
  }

  Optional<PurgeProgress> find(String id) {
    for (Row row : database.query("select * from purges where id = $1", id)) {
      return Optional.of(progress(row));
    }
    return Optional.empty();
  }

  /** Those that a CDN has not applied, the newest first. */
  List<PurgeProgress> failed() {
    List<PurgeProgress> purges = new ArrayList<>();
    for (Row row : database.query(FAILED, MOST_LISTED)) {
      purges.add(progress(row));
    }
    return purges;
  }

  private PurgeProgress progress(Row row) {
    return new PurgeProgress(
        row.getString("id"),
        row.getString("person_id"),
        row.getLong("sequence"),
        row.get(OffsetDateTime.class, "created_at"),
        acknowledgements.of(row),
        fanOut.progress(row.getString("id")));
  }

  /** Writes down what is applied everywhere. */
  void settle() {
    acknowledgements.settle();
  }

  void forgetOld() {
    database.query("delete from purges where created_at < now() - interval '%s'".formatted(KEPT));
  }
}
