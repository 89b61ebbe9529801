package dev.headwater.control.job.desk;

import dev.headwater.control.database.Database;
import dev.headwater.control.job.JobQueue;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table {@code jobs}, with the names of titles and publishers. Thread-safe; for virtual
 * threads.
 */
final class JobTable {
  private static final String JOBS =
      """
      select jobs.*, titles.name as title_name, titles.status as title_status,
        titles.progress as title_progress, people.display_name as publisher_name
      from jobs join titles on titles.id = jobs.title_id
        join people on people.id = jobs.publisher_id
      """;

  private final Database database;

  JobTable(Database database) {
    this.database = database;
  }

  /** The newest first, one more than a page has. */
  List<Job> list(JobQuery query) {
    List<String> conditions = new ArrayList<>(List.of("true"));
    List<Object> parameters = new ArrayList<>();
    query
        .state()
        .ifPresent(state -> {
          parameters.add(state.word());
          conditions.add("jobs.state = $" + parameters.size());
        });
    query
        .titleId()
        .ifPresent(title -> {
          parameters.add(title);
          conditions.add("jobs.title_id = $" + parameters.size());
        });
    query
        .publisherId()
        .ifPresent(publisher -> {
          parameters.add(publisher);
          conditions.add("jobs.publisher_id = $" + parameters.size());
        });
    query
        .before()
        .ifPresent(cursor -> {
          parameters.add(cursor.id());
          conditions.add("jobs.id < $" + parameters.size());
        });
    String sql =
        "%s where %s order by jobs.id desc limit %d"
            .formatted(JOBS, String.join(" and ", conditions), query.limit() + 1);
    List<Job> jobs = new ArrayList<>();
    database.query(sql, parameters.toArray()).forEach(row -> jobs.add(Job.of(row)));
    return jobs;
  }

  Optional<Job> find(long id) {
    return first(database.query(JOBS + "where jobs.id = $1", id));
  }

  Optional<Job> find(SqlConnection transaction, long id) {
    return first(database.query(transaction, JOBS + "where jobs.id = $1", id));
  }

  /** Holds the job until the transaction ends: no worker takes, ends or loses it meanwhile. */
  Optional<Job> lock(SqlConnection transaction, long id) {
    return first(database.query(transaction, JOBS + "where jobs.id = $1 for update of jobs", id));
  }

  /** Ends it, and tells its worker. */
  void cancel(SqlConnection transaction, long id) {
    database.query(
        transaction,
        """
        update jobs set state = 'cancelled', lease_owner = null, lease_until = null,
          ended_at = case when state = 'running' then now() else ended_at end, updated_at = now()
        where id = $1\
        """,
        id);
    tell(transaction, JobQueue.CANCELLED + id);
  }

  /** Has it taken again, with all its attempts, and tells the workers. */
  void retry(SqlConnection transaction, long id) {
    database.query(
        transaction,
        """
        update jobs set state = 'queued', attempt = 0, run_after = now(), updated_at = now(),
          outage_since = null
        where id = $1\
        """,
        id);
    tell(transaction, Long.toString(id));
  }

  void set(SqlConnection transaction, long id, JobPriority priority) {
    database.query(
        transaction,
        "update jobs set priority = $2, updated_at = now() where id = $1",
        id,
        priority.number());
  }

  /**
   * Why nothing good would come of doing the job again; empty where something may. Holds its title
   * until the transaction ends: nobody gives it a new source meanwhile.
   */
  Optional<String> futility(SqlConnection transaction, long id) {
    Row row =
        database
            .query(
                transaction,
                """
                select titles.status = 'retired' as retired,
                  titles.source_key is distinct from jobs.source_key as replaced,
                  exists (select from jobs as other where other.title_id = titles.id
                    and other.state in ('queued', 'running')) as busy
                from jobs join titles on titles.id = jobs.title_id
                where jobs.id = $1 for update of titles\
                """,
                id)
            .iterator()
            .next();
    if (row.getBoolean("retired")) {
      return Optional.of("its title was deleted");
    }
    if (row.getBoolean("busy")) {
      return Optional.of("another job of its title waits or runs");
    }
    return row.getBoolean("replaced")
        ? Optional.of("its title has another source by now")
        : Optional.empty();
  }

  private void tell(SqlConnection transaction, String notice) {
    database.query(transaction, "select pg_notify($1, $2)", JobQueue.CHANNEL, notice);
  }

  private static Optional<Job> first(RowSet<Row> rows) {
    for (Row row : rows) {
      return Optional.of(Job.of(row));
    }
    return Optional.empty();
  }
}
