package dev.headwater.control.database;

import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.platform.runtime.WorkerThreads;
import dev.headwater.platform.telemetry.HealthCheck;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL, migrated and pooled. Thread-safe; all but {@link #pool()} is for virtual threads,
 * which it makes wait. A database that is down, full or silent ends a call within the time limit
 * with a {@link RefusedException} that says to try again.
 */
public final class Database {
  private static final Logger LOGGER = LoggerFactory.getLogger(Database.class);

  /** What a refused caller is told to wait: a restart of PostgreSQL takes about that long. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Pool pool;
  private final Duration timeout;

  private Database(Pool pool, Duration timeout) {
    this.pool = pool;
    this.timeout = timeout;
  }

  /** Migrates, then opens the pool; fails where PostgreSQL can't be reached. */
  public static Future<Database> open(Vertx vertx, DatabaseSettings settings) {
    return WorkerThreads.run(vertx, () -> Migrations.run(settings))
        .map(_ -> new Database(pool(vertx, settings, "headwater-control"), settings.timeout()));
  }

  /**
   * Opens the pool once a control plane has migrated, for a process that may not; fails where that
   * doesn't happen for a while, or PostgreSQL can't be reached.
   */
  public static Future<Database> join(Vertx vertx, DatabaseSettings settings) {
    return WorkerThreads.run(vertx, () -> Migrations.await(settings))
        .map(_ -> new Database(pool(vertx, settings, "headwater-worker"), settings.timeout()));
  }

  private static Pool pool(Vertx vertx, DatabaseSettings settings, String program) {
    int millis = Math.toIntExact(settings.timeout().toMillis());
    PoolOptions options =
        new PoolOptions()
            .setMaxSize(settings.poolSize())
            .setMaxWaitQueueSize(settings.maxWaiting())
            .setConnectionTimeout(millis)
            .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
    return PgBuilder.pool()
        .with(options)
        .with(new NetClientOptions().setTcpKeepAlive(true)) // a server may vanish without a word
        .connectingTo(() -> Future.succeededFuture(login(settings, program)))
        .using(vertx)
        .build();
  }

  /** Made for each new connection, so that a password that was replaced is used from then on. */
  private static PgConnectOptions login(DatabaseSettings settings, String program) {
    return new PgConnectOptions()
        .setHost(settings.host())
        .setPort(settings.port())
        .setDatabase(settings.name())
        .setUser(settings.user())
        .setPassword(settings.password().value())
        .setCachePreparedStatements(true)
        .addProperty("application_name", program)
        .addProperty("statement_timeout", Long.toString(settings.timeout().toMillis()));
  }

  /** For parts that keep connections of their own, such as listeners. */
  public Pool pool() {
    return pool;
  }

  /** One statement, with its parameters. */
  public RowSet<Row> query(String sql, @Nullable Object... parameters) {
    return await(pool.preparedQuery(sql).execute(Tuple.from(parameters)));
  }

  /** One statement within a transaction. */
  public RowSet<Row> query(SqlConnection transaction, String sql, @Nullable Object... parameters) {
    return await(transaction.preparedQuery(sql).execute(Tuple.from(parameters)));
  }

  /** Commits what the work did, or nothing of it where the work throws. */
  public <T> T transaction(Function<SqlConnection, T> work) {
    SqlConnection connection = await(pool.getConnection());
    try {
      Transaction transaction = await(connection.begin());
      T result = rollingBack(transaction, () -> work.apply(connection));
      await(transaction.commit());
      return result;
    } finally {
      connection.close().onFailure(failure -> LOGGER.warn("a connection is lost", failure));
    }
  }

  private <T> T rollingBack(Transaction transaction, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException | Error e) {
      transaction.rollback().onFailure(e::addSuppressed);
      throw e;
    }
  }

  /** Waits for an answer of the database, within its time limit. */
  public <T> T await(Future<T> answer) {
    try {
      return answer.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS).await();
    } catch (Throwable e) { // await throws what the future failed with, checked or not
      throw refusal(e);
    }
  }

  private static RuntimeException refusal(Throwable failure) {
    if (SqlFailure.isUnavailable(failure)) {
      return RefusedException.unavailable("the database can't be reached", RETRY_AFTER, failure);
    }
    return SqlFailure.isUnspeakable(failure)
        ? new RefusedException(Reason.INVALID_REQUEST, "text can't hold the character U+0000")
        : SqlFailure.unchecked(failure);
  }

  public HealthCheck health() {
    return new HealthCheck("database", () -> pool.query("select 1").execute().mapEmpty());
  }

  public Future<Void> close() {
    return pool.close();
  }
}
