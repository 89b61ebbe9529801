package dev.headwater.control.job;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The jobs in PostgreSQL, whose clock decides. Thread-safe; a future fails when the database does.
 */
public final class JobQueue {
  /** Where {@code NOTIFY} tells of new jobs, by their number, and of {@link #CANCELLED} ones. */
  public static final String CHANNEL = "headwater_jobs";

  /** What the notice of a job that was cancelled begins with; its number follows. */
  public static final String CANCELLED = "cancelled ";

  /** 64 bits: nobody can guess the epoch of a publication to come. */
  private static final int EPOCH_BYTES = 8;

  /** By then, what was taken in at the end of a window is in a whole segment most of the time. */
  private static final Duration AFTER_WINDOW = Duration.ofSeconds(10);

  /** Every so many jobs, one is taken whatever its priority: a low one waits, but not for ever. */
  private static final int PRIORITY_TURNS = 8;

  /**
   * Between priorities, the highest. Within one, the publisher who has the fewest running, those
   * that come first of their own included: who takes at the same time, and skips what another is
   * just taking, takes as if that one ran. Among equals, who had the least of the workers' time in
   * the last hour, then the one whose job waits longest. Only the first sixteen of each publisher
   * are looked at, by an index: more workers than that don't take at one moment, and those that
   * come away with nothing look again.
   */
  private static final String TAKE =
      """
      with recursive publishers as (
        (select publisher_id from jobs where state = 'queued' order by publisher_id limit 1)
        union all
        select (select publisher_id from jobs
          where state = 'queued' and publisher_id > publishers.publisher_id
          order by publisher_id limit 1)
        from publishers where publisher_id is not null
      ), waiting as (
        select first.* from publishers cross join lateral (
          select id, publisher_id, run_after, priority from jobs
          where state = 'queued' and publisher_id = publishers.publisher_id
            and run_after <= now() and ($4 or kind <> 'record')
          order by PRIORITY run_after, id limit 16
        ) as first
        union all
        select id, publisher_id, run_after, priority from jobs
        where state = 'running' and lease_until < now() and ($4 or kind <> 'record')
      ), line as (
        select *,
          row_number() over (partition by publisher_id order by PRIORITY run_after, id) as place
        from waiting
      ), shares as (
        select publisher_id,
          count(*) filter (where state = 'running' and lease_until >= now()) as running,
          sum(coalesce(ended_at, now()) - greatest(started_at, now() - interval '1 hour')) as had
        from jobs
        where state = 'running' or ended_at > now() - interval '1 hour'
        group by publisher_id
      ), next as (
        select jobs.id, jobs.epoch
        from line join jobs on jobs.id = line.id
          left join shares on shares.publisher_id = line.publisher_id
        where jobs.state = 'queued' and jobs.run_after <= now()
          or jobs.state = 'running' and jobs.lease_until < now()
        order by LINE coalesce(shares.running, 0) + line.place,
          coalesce(shares.had, interval '0'), line.run_after, line.id
        limit 1 for update of jobs skip locked
      )
      update jobs
      set state = 'running', attempt = attempt + 1, attempts = $5, updated_at = now(), epoch = $3,
          started_at = now(), ended_at = null,
          lease_owner = $1, lease_token = lease_token + 1,
          lease_until = now() + $2 * interval '1 millisecond'
      from next where jobs.id = next.id
      returning jobs.id, lease_token, title_id, kind, source_key, channel_id, record_from,
                record_to, record_access, attempt, jobs.epoch,
                next.epoch as abandoned_epoch,
                coalesce(extract(epoch from now() - outage_since), 0)::float8 as outage_seconds
      """;

  private static final String TAKE_BY_PRIORITY =
      TAKE.replace("PRIORITY", "priority desc,").replace("LINE", "line.priority desc,");

  private static final String TAKE_WHATEVER_PRIORITY =
      TAKE.replace("PRIORITY", "").replace("LINE", "");

  /**
   * Longest wait for an answer: a server that vanished gives none, and one that is there ends
   * statements long before that.
   */
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Pool pool;
  private final JobSettings settings;
  private final boolean records;
  private final AtomicInteger taken = new AtomicInteger();

  public JobQueue(Pool pool, JobSettings settings) {
    this(pool, settings, true);
  }

  /**
   * @param records whether recordings are taken too
   */
  public JobQueue(Pool pool, JobSettings settings, boolean records) {
    this.pool = pool;
    this.settings = settings;
    this.records = records;
  }

  /**
   * Adds a job and tells the workers, both when the transaction commits. Fails where the title has
   * an open job.
   */
  public static Future<Void> submit(SqlConnection transaction, String titleId, String sourceKey) {
    return transaction
        .preparedQuery(
            """
            with job as (
              insert into jobs (title_id, source_key, publisher_id)
              values ($1, $2, (select owner_id from titles where id = $1))
              returning id)
            select pg_notify($3, id::text) from job
            """)
        .execute(Tuple.of(titleId, sourceKey, CHANNEL))
        .mapEmpty();
  }

  /** As {@link #submit}; it is not taken before a moment after the end of the window. */
  public static Future<Void> submit(
      SqlConnection transaction, String titleId, Task.Recording recording) {
    return transaction
        .preparedQuery(
            """
            with job as (
              insert into jobs
                (kind, title_id, publisher_id, channel_id, record_from, record_to, record_access,
                 run_after)
              values ('record', $1, (select owner_id from titles where id = $1), $2, $3,
                $4::timestamptz, $5, greatest(now(), $4::timestamptz + $6 * interval '1 millisecond'))
              returning id)
            select pg_notify($7, id::text) from job
            """)
        .execute(
            Tuple.of(
                titleId,
                recording.channelId(),
                recording.from().atOffset(ZoneOffset.UTC),
                recording.to().atOffset(ZoneOffset.UTC),
                recording.sealedAccess().orElse(null),
                AFTER_WINDOW.toMillis(),
                CHANNEL))
        .mapEmpty();
  }

  /**
   * Leases the job whose turn it is, of those that wait or whose lease has ended; empty where there
   * is none.
   */
  public Future<Optional<Lease>> take(String workerId) {
    boolean byPriority = taken.get() % PRIORITY_TURNS != PRIORITY_TURNS - 1;
    return pool.preparedQuery(byPriority ? TAKE_BY_PRIORITY : TAKE_WHATEVER_PRIORITY)
        .execute(
            Tuple.of(
                workerId, settings.lease().toMillis(), newEpoch(), records, settings.attempts()))
        .map(rows -> {
          RowIterator<Row> row = rows.iterator();
          if (!row.hasNext()) {
            return Optional.<Lease>empty();
          }
          taken.incrementAndGet();
          return Optional.of(lease(row.next()));
        })
        .timeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Makes the lease last from now; false where it was lost. */
  public Future<Boolean> renew(Lease lease) {
    return pool.preparedQuery(
            """
            update jobs set lease_until = now() + $3 * interval '1 millisecond', updated_at = now()
            where id = $1 and lease_token = $2 and state = 'running'
            """)
        .execute(Tuple.of(lease.jobId(), lease.token(), settings.lease().toMillis()))
        .map(rows -> rows.rowCount() == 1)
        .timeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Does the work in a transaction in which the lease holds, and makes the lease last from now;
   * false, undone, where it was lost.
   */
  public Future<Boolean> whileHeld(Lease lease, Function<SqlConnection, Future<Void>> work) {
    return guarded(
        """
        update jobs set lease_until = now() + $3 * interval '1 millisecond', updated_at = now()
        where id = $1 and lease_token = $2 and state = 'running'
        """,
        Tuple.of(lease.jobId(), lease.token(), settings.lease().toMillis()),
        work);
  }

  /** The job is done, in one transaction with the work; false, undone, where the lease was lost. */
  public Future<Boolean> finish(Lease lease, Function<SqlConnection, Future<Void>> work) {
    return guarded(
        leave("state = 'done', error = null"), Tuple.of(lease.jobId(), lease.token()), work);
  }

  /** The job is given up, in one transaction with the work; false where the lease was lost. */
  public Future<Boolean> bury(
      Lease lease, String error, Function<SqlConnection, Future<Void>> work) {
    return guarded(
        leave("state = 'dead', error = $3"), Tuple.of(lease.jobId(), lease.token(), error), work);
  }

  /** The job runs again after a wait that grows with its attempts; false where it was lost. */
  public Future<Boolean> retry(Lease lease, String error) {
    return guarded(
        leave("state = 'queued', error = $3, run_after = now() + $4 * interval '1 millisecond'"),
        Tuple.of(
            lease.jobId(), lease.token(), error, settings.backoffAfter(lease.attempt()).toMillis()),
        _ -> Future.succeededFuture());
  }

  /**
   * The job is for any worker, after a wait that grows while the outage lasts, as if it had not
   * been taken; false where it was lost.
   */
  public Future<Boolean> putOff(Lease lease, String error) {
    return guarded(
        leave(
            "state = 'queued', attempt = attempt - 1, error = $3,"
                + " outage_since = coalesce(outage_since, now()),"
                + " run_after = now() + $4 * interval '1 millisecond'"),
        Tuple.of(
            lease.jobId(), lease.token(), error, settings.backoffIn(lease.outage()).toMillis()),
        _ -> Future.succeededFuture());
  }

  /** The job is for another worker, at once, in its old place, as if it had not been taken. */
  public Future<Boolean> giveBack(Lease lease) {
    return guarded(
        leave("state = 'queued', attempt = attempt - 1"),
        Tuple.of(lease.jobId(), lease.token()),
        transaction ->
            transaction
                .preparedQuery("select pg_notify($1, $2)")
                .execute(Tuple.of(CHANNEL, Long.toString(lease.jobId())))
                .mapEmpty());
  }

  /** The job is for any worker, after a while, as if it had not been taken; false where lost. */
  public Future<Boolean> postpone(Lease lease, Duration wait) {
    return guarded(
        leave(
            "state = 'queued', attempt = attempt - 1,"
                + " run_after = now() + $3 * interval '1 millisecond'"),
        Tuple.of(lease.jobId(), lease.token(), wait.toMillis()),
        _ -> Future.succeededFuture());
  }

  /**
   * Whether the job was taken again, or cancelled, so that what this lease's attempt made is
   * nobody's.
   */
  public Future<Boolean> isAbandoned(Lease lease) {
    return exists(lease, "lease_token > $2 or lease_token = $2 and state = 'cancelled'");
  }

  /** Whether the job was cancelled while it was leased, and waits or runs no more. */
  public Future<Boolean> isCancelled(Lease lease) {
    return exists(lease, "lease_token = $2 and state = 'cancelled'");
  }

  private Future<Boolean> exists(Lease lease, String condition) {
    return pool.preparedQuery("select from jobs where id = $1 and (" + condition + ")")
        .execute(Tuple.of(lease.jobId(), lease.token()))
        .map(rows -> rows.size() == 1)
        .timeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How many jobs wait to be taken, but for those whose window isn't over. */
  public Future<Long> waiting() {
    return pool.query(
            """
            select count(*) from jobs
            where state = 'queued' and (kind <> 'record' or run_after <= now())
            """)
        .execute()
        .map(rows -> rows.iterator().next().getLong(0))
        .timeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
  }

  @SuppressWarnings("NullAway") // Vert.x declares the result nullable; it is what the work gives.
  private Future<Boolean> guarded(
      String sql, Tuple parameters, Function<SqlConnection, Future<Void>> work) {
    return pool.withTransaction(transaction ->
            transaction
                .preparedQuery(sql)
                .execute(parameters)
                .compose(rows ->
                    rows.rowCount() == 1
                        ? work.apply(transaction).map(true)
                        : Future.succeededFuture(false)))
        .timeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String leave(String changes) {
    return "update jobs set lease_owner = null, lease_until = null, ended_at = now(), updated_at = now(), "
        + changes
        + " where id = $1 and lease_token = $2 and state = 'running'";
  }

  private static Lease lease(Row row) {
    return new Lease(
        row.getLong("id"),
        row.getLong("lease_token"),
        row.getString("title_id"),
        Task.of(row),
        row.getInteger("attempt"),
        row.getString("epoch"),
        Duration.ofMillis((long) (row.getDouble("outage_seconds") * 1000)),
        Optional.ofNullable(row.getString("abandoned_epoch")));
  }

  private static String newEpoch() {
    byte[] bytes = new byte[EPOCH_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
