package dev.headwater.control.cdn;

import dev.headwater.control.database.Database;
import dev.headwater.control.node.Node;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code cdn_purges}. Thread-safe; for virtual threads. */
final class CdnPurgeTable {
  /** For so long nobody takes over from who was killed; renewed while a CDN is told. */
  static final Duration LEASE = Duration.ofSeconds(30);

  /** Purges that a CDN is told of together; and their items, unless a single one has more. */
  private static final int MOST_TURNS = 100;

  private static final int MOST_ITEMS = 3000;

  /**
   * Nobody tells a CDN that is in no settings; those of other instances may be older for a while.
   */
  private static final String ABANDONED_AFTER = "10 minutes";

  private static final String TAKE =
      """
      with due as (
        select c.purge_id, c.cdn, p.sequence, p.items, p.mode
        from cdn_purges c join purges p on p.id = c.purge_id
        where c.cdn = $1 and c.state = 'pending' and c.run_after <= now()
          and (c.lease_until is null or c.lease_until < now())
          and not exists (
            select from cdn_purges nearer
            where nearer.purge_id = c.purge_id and nearer.level < c.level
              and nearer.state = 'pending'
              and (nearer.passes_done = 0 or c.passes_done >= c.passes - 1))
          and (p.nodes is not null or not exists (
            select from nodes n
            where n.last_seen > now() - $2 * interval '1 millisecond' and not exists (
              select from node_progress g
              where g.node = n.name and g.sequence >= p.sequence)))
        order by p.sequence limit $3 for update of c skip locked),
      sized as (
        select *, sum(items) over (order by sequence) - items as before,
          first_value(mode) over (order by sequence) as first_mode
        from due)
      update cdn_purges c
      set attempt = c.attempt + 1, taken_at = now(), lease_token = c.lease_token + 1,
        lease_until = now() + $5 * interval '1 millisecond'
      from sized s join purges p on p.id = s.purge_id
      where c.purge_id = s.purge_id and c.cdn = s.cdn and s.before < $4 and s.mode = s.first_mode
      returning c.purge_id, c.cdn, c.level, c.lease_token, c.attempt, c.round, c.passes_done,
        p.body, p.created_at\
      """;

  private static final String DONE =
      """
      update cdn_purges
      set passes_done = passes_done + 1, attempt = 0, error = null, lease_until = null,
        run_after = now() + repeat_millis * interval '1 millisecond',
        state = case when passes_done + 1 >= passes then 'applied' else state end,
        applied_at = case when passes_done + 1 >= passes then now() end
      where purge_id = $1 and cdn = $2 and lease_token = $3 and state = 'pending'
      returning state\
      """;

  /** What lower levels were just told for the last time may be on its way to these. */
  private static final String POSTPONE_OUTER =
      """
      update cdn_purges
      set run_after = greatest(run_after, now() + repeat_millis * interval '1 millisecond')
      where purge_id = $1 and level > $2 and state = 'pending' and passes_done > 0\
      """;

  private static final String FAILED =
      """
      update cdn_purges
      set error = $4, lease_until = null, run_after = now() + $5 * interval '1 millisecond',
        state = case when $6 then 'failed' else state end
      where purge_id = $1 and cdn = $2 and lease_token = $3 and state = 'pending'
      returning state\
      """;

  private static final String RENEW =
      """
      update cdn_purges c set lease_until = now() + $4 * interval '1 millisecond'
      from unnest($1::text[], $3::bigint[]) as held (purge_id, token)
      where c.purge_id = held.purge_id and c.cdn = $2 and c.lease_token = held.token
        and c.lease_until is not null\
      """;

  private static final String GIVE_BACK =
      """
      update cdn_purges c set lease_until = null, attempt = c.attempt - 1
      from unnest($1::text[], $3::bigint[]) as held (purge_id, token)
      where c.purge_id = held.purge_id and c.cdn = $2 and c.lease_token = held.token
        and c.lease_until is not null\
      """;

  private static final String RETRY =
      """
      update cdn_purges
      set state = 'pending', round = round + 1, passes_done = 0, attempt = 0, error = null,
        applied_at = null, run_after = now(), lease_until = null, lease_token = lease_token + 1
      where purge_id = $1 and (state = 'failed' or level > (
        select min(level) from cdn_purges where purge_id = $1 and state = 'failed'))\
      """;

  /**
   * A node that has applied a purge after a CDN was told, or so shortly before the last time that
   * it could still have been on its way, may have given it old bytes.
   */
  private static final String SETTLE =
      """
      update cdn_purges c
      set settled = true, round = c.round + open.late::int,
        state = case when open.late then 'pending' else c.state end,
        passes_done = case when open.late then 0 else c.passes_done end,
        applied_at = case when open.late then null else c.applied_at end,
        run_after = case when open.late then now() else c.run_after end
      from (
        select o.purge_id, o.cdn, o.state = 'applied' and exists (
          select from jsonb_array_elements(p.nodes) as node
          where (node ->> 'appliedAt')::timestamptz > (
            select min(nearer.taken_at - nearer.repeat_millis * interval '1 millisecond')
            from cdn_purges nearer
            where nearer.purge_id = o.purge_id and nearer.level <= o.level)) as late
        from cdn_purges o join purges p on p.id = o.purge_id
        where not o.settled and p.nodes is not null and o.state in ('applied', 'failed')) open
      where c.purge_id = open.purge_id and c.cdn = open.cdn\
      """;

  private static final String FORGET_BODIES =
      """
      update purges p set body = null
      where body is not null and created_at < now() - interval '1 hour' and not exists (
        select from cdn_purges c
        where c.purge_id = p.id and (c.state <> 'applied' or not c.settled))\
      """;

  private final Database database;

  CdnPurgeTable(Database database) {
    this.database = database;
  }

  /** Notes that all of these CDNs have to be told of purges that are in their table already. */
  void insert(SqlConnection transaction, List<CdnSettings> cdns, String[] purgeIds) {
    database.query(
        transaction,
        """
        insert into cdn_purges (purge_id, cdn, level, passes, repeat_millis)
        select purge_id, cdn.name, cdn.level, cdn.passes, cdn.repeat_millis
        from unnest($1::text[]) as purge_id,
          unnest($2::text[], $3::int[], $4::int[], $5::bigint[])
            as cdn (name, level, passes, repeat_millis)\
        """,
        purgeIds,
        cdns.stream().map(CdnSettings::name).toArray(String[]::new),
        cdns.stream().map(CdnSettings::level).toArray(Integer[]::new),
        cdns.stream().map(CdnSettings::passes).toArray(Integer[]::new),
        cdns.stream().map(cdn -> cdn.repeat().toMillis()).toArray(Long[]::new));
  }

  /** The purges that a CDN may be told of now, those of one mode; empty where there are none. */
  List<Turn> take(String cdn) {
    List<Turn> turns = new ArrayList<>();
    for (Row row :
        database.query(
            TAKE, cdn, Node.LEASE.toMillis(), MOST_TURNS, MOST_ITEMS, LEASE.toMillis())) {
      turns.add(Turn.of(row));
    }
    return turns;
  }

  /** Those of which it was written down how they ended aren't concerned. */
  void renew(String cdn, List<Turn> turns) {
    database.query(RENEW, ids(turns), cdn, tokens(turns), LEASE.toMillis());
  }

  /** Anyone may take them at once, as if they had not been taken. */
  void giveBack(String cdn, List<Turn> turns) {
    database.query(GIVE_BACK, ids(turns), cdn, tokens(turns));
  }

  private static String[] ids(List<Turn> turns) {
    return turns.stream().map(Turn::purgeId).toArray(String[]::new);
  }

  private static Long[] tokens(List<Turn> turns) {
    return turns.stream().map(Turn::token).toArray(Long[]::new);
  }

  /** Returns the state from then on; empty where the lease was lost. */
  Optional<String> done(SqlConnection transaction, Turn turn) {
    Optional<String> state =
        state(database.query(transaction, DONE, turn.purgeId(), turn.cdn(), turn.token()));
    if (state.isPresent()) {
      database.query(transaction, POSTPONE_OUTER, turn.purgeId(), turn.level());
    }
    return state;
  }

  /**
   * Returns the state from then on; empty where the lease was lost.
   *
   * @param pause before the next attempt
   * @param given whether there is none
   */
  Optional<String> failed(
      SqlConnection transaction, Turn turn, String error, Duration pause, boolean given) {
    return state(
        database.query(
            transaction,
            FAILED,
            turn.purgeId(),
            turn.cdn(),
            turn.token(),
            error,
            pause.toMillis(),
            given));
  }

  private static Optional<String> state(Iterable<Row> rows) {
    for (Row row : rows) {
      return Optional.of(row.getString("state"));
    }
    return Optional.empty();
  }

  /** All rounds of those that failed, and of those further out, begin anew; how many do. */
  int retry(SqlConnection transaction, String purgeId) {
    return database.query(transaction, RETRY, purgeId).rowCount();
  }

  List<CdnProgress> of(String purgeId) {
    List<CdnProgress> cdns = new ArrayList<>();
    for (Row row :
        database.query(
            "select * from cdn_purges where purge_id = $1 order by level, cdn", purgeId)) {
      cdns.add(CdnProgress.of(row));
    }
    return cdns;
  }

  /** Looks at what nodes have applied after CDNs were told. */
  void settle() {
    database.query(SETTLE);
  }

  /** Gives up what no CDN of the settings will be told. */
  void giveUp(List<String> cdns) {
    database.query(
        """
        update cdn_purges set state = 'failed', error = 'the settings have no such CDN any more'
        where state = 'pending' and cdn <> all($1)
          and run_after < now() - interval '%s'\
        """
            .formatted(ABANDONED_AFTER),
        (Object) cdns.toArray(String[]::new));
  }

  void forgetBodies() {
    database.query(FORGET_BODIES);
  }

  /** How many purges a CDN has in a state. */
  record Count(String cdn, String state, long purges) {}

  List<Count> counts() {
    List<Count> counts = new ArrayList<>();
    for (Row row :
        database.query(
            """
            select cdn, state, count(*) as purges from cdn_purges
            where state in ('pending', 'failed') group by cdn, state\
            """)) {
      counts.add(new Count(row.getString("cdn"), row.getString("state"), row.getLong("purges")));
    }
    return counts;
  }
}
