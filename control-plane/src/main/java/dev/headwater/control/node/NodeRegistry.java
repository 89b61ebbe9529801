package dev.headwater.control.node;

import dev.headwater.control.database.Database;
import dev.headwater.platform.feed.NodeReport;
import dev.headwater.platform.feed.NodeReport.Applied;
import dev.headwater.platform.feed.NodeReport.State;
import io.vertx.core.Context;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who serves, and how far each has got in the feed. A node is registered from its first report
 * until it leaves, or has been silent for long. Thread-safe; for virtual threads.
 */
public final class NodeRegistry {
  private static final Logger LOGGER = LoggerFactory.getLogger(NodeRegistry.class);

  private static final long FORGET_MILLIS = 30_000;

  /** For as long as anybody asks about a purge that is not applied everywhere. */
  private static final String PROGRESS_KEPT = "1 hour";

  private final Database database;

  public NodeRegistry(Database database) {
    this.database = database;
  }

  /** Forgets what is old, until the context's deployment ends. */
  public void start(Context context) {
    context.runOnContext(_ -> context.owner().setPeriodic(FORGET_MILLIS, _ -> forget()));
  }

  /** Takes in what a node says of itself. */
  public void report(NodeReport report) {
    if (report.state() == State.LEAVING) {
      database.query("delete from nodes where name = $1", report.node());
      return;
    }
    database.query(
        """
        insert into nodes (name, role, region, version, state, sequence, started_at, policy)
        select $1, $2, $3, $4, $5, case when history::text = $8 then $6 else 0 end, $7, $9
        from feed_head
        on conflict (name) do update set role = $2, region = $3, version = $4, state = $5,
          sequence = excluded.sequence, started_at = $7, policy = $9, last_seen = now()\
        """,
        report.node(),
        report.role(),
        report.region(),
        report.version(),
        report.state().word(),
        report.sequence(),
        report.startedAt().atOffset(ZoneOffset.UTC),
        report.history(),
        report.policy());
    if (!report.applied().isEmpty()) {
      progress(report);
    }
  }

  private void progress(NodeReport report) {
    List<Applied> applied = report.applied();
    database.query(
        """
        insert into node_progress (node, sequence, applied_at)
        select $1, place.sequence, place.at from unnest($2::bigint[], $3::timestamptz[])
          as place (sequence, at)
        where $4 = (select history::text from feed_head)
        on conflict do nothing\
        """,
        report.node(),
        applied.stream().map(Applied::sequence).toArray(Long[]::new),
        applied.stream()
            .map(place -> place.at().atOffset(ZoneOffset.UTC))
            .toArray(OffsetDateTime[]::new),
        report.history());
  }

  /** All that are registered, by name. */
  public List<Node> list() {
    List<Node> nodes = new ArrayList<>();
    for (Row row :
        database.query(
            """
            select *, last_seen > now() - $1 * interval '1 millisecond' as reachable
            from nodes order by name\
            """,
            Node.LEASE.toMillis())) {
      nodes.add(Node.of(row));
    }
    return nodes;
  }

  private void forget() {
    try {
      database.query(
          "delete from nodes where last_seen < now() - $1 * interval '1 millisecond'",
          Node.REMEMBERED.toMillis());
      database.query(
          "delete from node_progress where applied_at < now() - interval '%s'"
              .formatted(PROGRESS_KEPT));
    } catch (RuntimeException e) {
      LOGGER.warn("nodes that are gone stay registered: {}", e.toString());
    }
  }
}
