package dev.headwater.control.node;

import dev.headwater.control.database.Database;
import dev.headwater.control.node.Acknowledged.Applied;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes have applied what a table has put in the feed: each of its rows has the {@code
 * sequence} of its line, and {@code nodes}, null until all registered nodes have applied it. From
 * then on it is settled: which nodes come and go later is no matter. Thread-safe; for virtual
 * threads.
 */
public final class Acknowledgements {
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

  private final Database database;
  private final String settle;

  /**
   * @param table its name
   */
  public Acknowledgements(Database database, String table) {
    this.database = database;
    this.settle =
        """
        with open as (
          select id, sequence from %1$s where nodes is null order by sequence limit 1000),
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
        update %1$s set nodes = done.nodes from done where %1$s.id = done.id\
        """
            .formatted(table);
  }

  /** Of one row. */
  public Acknowledged of(Row row) {
    @Nullable JsonArray settled = row.getJsonArray("nodes");
    return settled == null ? open(row.getLong("sequence")) : settled(settled);
  }

  private Acknowledged open(long sequence) {
    List<Applied> applied = new ArrayList<>();
    List<String> unreachable = new ArrayList<>();
    boolean waiting = false;
    for (Row row : database.query(ACKS, sequence, Node.LEASE.toMillis())) {
      String at = row.getString("applied_at");
      if (at != null) {
        applied.add(new Applied(row.getString("name"), at));
      } else if (row.getBoolean("reachable")) {
        waiting = true;
      } else {
        unreachable.add(row.getString("name"));
      }
    }
    return new Acknowledged(applied, unreachable, waiting);
  }

  private static Acknowledged settled(JsonArray nodes) {
    List<Applied> applied =
        nodes.stream()
            .map(JsonObject.class::cast)
            .map(node -> new Applied(node.getString("node"), node.getString("appliedAt")))
            .toList();
    return new Acknowledged(applied, List.of(), false);
  }

  /** Writes down what is applied everywhere. */
  public void settle() {
    database.query(settle);
  }
}
