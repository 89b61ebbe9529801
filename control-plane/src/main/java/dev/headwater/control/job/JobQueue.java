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
import java.util.function.Function;

/**
 * The jobs in PostgreSQL, whose clock decides. Thread-safe; a future fails when the database does.
 */
public final class JobQueue {
  /** Where {@code NOTIFY} tells of new jobs. */
  public static final String CHANNEL = "headwater_jobs";

  /** 64 bits: nobody can guess the epoch of a publication to come. */
  private static final int EPOCH_BYTES = 8;

  /** By then, what was taken in at the end of a window is in a whole segment most of the time. */
  private static final Duration AFTER_WINDOW = Duration.ofSeconds(10);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Pool pool;
  private final JobSettings settings;
  private final boolean records;

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
            with job as (insert into jobs (title_id, source_key) values ($1, $2) returning id)
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
                (kind, title_id, channel_id, record_from, record_to, record_access, run_after)
              values ('record', $1, $2, $3, $4::timestamptz, $5,
                greatest(now(), $4::timestamptz + $6 * interval '1 millisecond'))
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

  /** Leases the job that waits longest, or whose lease has ended; empty where there is none. */
  public Future<Optional<Lease>> take(String workerId) {
    return pool.preparedQuery(
            """
            with next as (
              select id, epoch from jobs
              where (state = 'queued' and run_after <= now()
                 or state = 'running' and lease_until < now())
                and ($4 or kind <> 'record')
              order by run_after, id
              limit 1 for update skip locked)
            update jobs
            set state = 'running', attempt = attempt + 1, updated_at = now(), epoch = $3,
                lease_owner = $1, lease_token = lease_token + 1,
                lease_until = now() + $2 * interval '1 millisecond'
            from next where jobs.id = next.id
            returning jobs.id, lease_token, title_id, kind, source_key, channel_id, record_from,
                      record_to, record_access, attempt, jobs.epoch,
                      next.epoch as abandoned_epoch
            """)
        .execute(Tuple.of(workerId, settings.lease().toMillis(), newEpoch(), records))
        .map(rows -> {
          RowIterator<Row> row = rows.iterator();
          return row.hasNext() ? Optional.of(lease(row.next())) : Optional.empty();
        });
  }

  /** Makes the lease last from now; false where it was lost. */
  public Future<Boolean> renew(Lease lease) {
    return pool.preparedQuery(
            """
            update jobs set lease_until = now() + $3 * interval '1 millisecond', updated_at = now()
            where id = $1 and lease_token = $2 and state = 'running'
            """)
        .execute(Tuple.of(lease.jobId(), lease.token(), settings.lease().toMillis()))
        .map(rows -> rows.rowCount() == 1);
  }

  /** Does the work in a transaction in which the lease holds; false, undone, where it was lost. */
  public Future<Boolean> whileHeld(Lease lease, Function<SqlConnection, Future<Void>> work) {
    return guarded(
        "select from jobs where id = $1 and lease_token = $2 and state = 'running' for share",
        Tuple.of(lease.jobId(), lease.token()),
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

  /** The job is for another worker, at once, as if it had not been taken. */
  public Future<Boolean> giveBack(Lease lease) {
    return guarded(
        leave("state = 'queued', attempt = attempt - 1, run_after = now()"),
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

  /** Whether the job was taken again, so that what this lease's attempt made is nobody's. */
  public Future<Boolean> isTakenAgain(Lease lease) {
    return pool.preparedQuery("select from jobs where id = $1 and lease_token > $2")
        .execute(Tuple.of(lease.jobId(), lease.token()))
        .map(rows -> rows.size() == 1);
  }

  /** How many jobs wait to be taken, but for those whose window isn't over. */
  public Future<Long> waiting() {
    return pool.query(
            """
            select count(*) from jobs
            where state = 'queued' and (kind <> 'record' or run_after <= now())
            """)
        .execute()
        .map(rows -> rows.iterator().next().getLong(0));
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
                    : Future.succeededFuture(false)));
  }

  private static String leave(String changes) {
    return "update jobs set lease_owner = null, lease_until = null, updated_at = now(), "
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
        Optional.ofNullable(row.getString("abandoned_epoch")));
  }

  private static String newEpoch() {
    byte[] bytes = new byte[EPOCH_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
