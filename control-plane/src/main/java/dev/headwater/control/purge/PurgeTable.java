package dev.headwater.control.purge;

import dev.headwater.control.database.Database;
import dev.headwater.control.node.Node;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code purges}. Thread-safe; for virtual threads. */
final class PurgeTable {
  /** A purge that is applied everywhere is settled: which nodes come and go later is no matter. */
  private static final String SETTLE =
      """
      with open as (
        select id, sequence from purges where nodes is null order by sequence limit 1000),
      acks as (
        select open.id, nodes.name, ack.applied_at from open cross join nodes
        left join lateral (
          select applied_at from node_progress
          where node = nodes.name and node_progress.sequence >= open.sequence
          order by node_progress.sequence limit 1) ack on true),
      done as (
        select id, jsonb_agg(
            jsonb_build_object('node', name, 'appliedAt', applied_at) order by name) as nodes
        from acks group by id having bool_and(applied_at is not null))
      update purges set nodes = done.nodes from done where purges.id = done.id\
      """;

  private static final String ACKS =
      """
      select nodes.name, last_seen > now() - $2 * interval '1 millisecond' as reachable,
        to_jsonb(ack.applied_at) #>> '{}' as applied_at
      from nodes left join lateral (
        select applied_at from node_progress
        where node = nodes.name and node_progress.sequence >= $1
        order by node_progress.sequence limit 1) ack on true
      order by nodes.name\
      """;

  private static final String KEPT = "7 days";

  private final Database database;

  PurgeTable(Database database) {
    this.database = database;
  }

  Optional<PurgeProgress> find(String id) {
    for (Row row : database.query("select * from purges where id = $1", id)) {
      JsonArray settled = row.getJsonArray("nodes");
      return Optional.of(settled == null ? open(row) : settled(row, settled));
    }
    return Optional.empty();
  }

  private PurgeProgress open(Row purge) {
    List<PurgeProgress.Applied> applied = new ArrayList<>();
    List<String> unreachable = new ArrayList<>();
    boolean waiting = false;
    for (Row row : database.query(ACKS, purge.getLong("sequence"), Node.LEASE.toMillis())) {
      String at = row.getString("applied_at");
      if (at != null) {
        applied.add(new PurgeProgress.Applied(row.getString("name"), at));
      } else if (row.getBoolean("reachable")) {
        waiting = true;
      } else {
        unreachable.add(row.getString("name"));
      }
    }
    return progress(purge, applied, unreachable, waiting);
  }

  private static PurgeProgress settled(Row purge, JsonArray nodes) {
    List<PurgeProgress.Applied> applied =
        nodes.stream()
            .map(JsonObject.class::cast)
            .map(node ->
                new PurgeProgress.Applied(node.getString("node"), node.getString("appliedAt")))
            .toList();
    return progress(purge, applied, List.of(), false);
  }

  private static PurgeProgress progress(
      Row purge, List<PurgeProgress.Applied> applied, List<String> unreachable, boolean waiting) {
    return new PurgeProgress(
        purge.getString("id"),
        purge.getString("person_id"),
        purge.getLong("sequence"),
        purge.get(OffsetDateTime.class, "created_at"),
        applied,
        unreachable,
        waiting);
  }

  /** Writes down what is applied everywhere. */
  void settle() {
    database.query(SETTLE);
  }

  void forgetOld() {
    database.query("delete from purges where created_at < now() - interval '%s'".formatted(KEPT));
  }
}
