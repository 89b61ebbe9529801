package dev.headwater.control.testing;

import dev.headwater.control.database.Database;
import dev.headwater.control.database.DatabaseSettings;
import dev.headwater.engines.PostgresAddress;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.settings.Secret;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of its own on the shared PostgreSQL, with the tables and a publisher. */
public final class TestCatalog implements AutoCloseable {
  private static final String PUBLISHER = "p1";

  private final Database database;
  private final AtomicInteger titles = new AtomicInteger();

  private TestCatalog(Database database) {
    this.database = database;
  }

  public static TestCatalog open(Vertx vertx) {
    PostgresAddress address = SharedEngines.freshDatabase();
    DatabaseSettings settings =
        new DatabaseSettings(
            address.host(),
            address.port(),
            address.database(),
            address.user(),
            new Secret(address.password()),
            8,
            500,
            Duration.ofSeconds(5));
    TestCatalog catalog = new TestCatalog(Database.open(vertx, settings).await());
    catalog.newPublisher(PUBLISHER);
    return catalog;
  }

  public Database database() {
    return database;
  }

  public Pool pool() {
    return database.pool();
  }

  public void newPublisher(String id) {
    query(
        """
        insert into people (id, email, display_name, role, password_hash)
        values ($1, $1::text || '@example.org', $1, 'publisher', $1)
        """,
        id);
  }

  /** A public title without a source. */
  public String newTitle() {
    return newTitle(PUBLISHER);
  }

  /** A public title of a publisher, without a source. */
  public String newTitle(String publisher) {
    String id = "t" + titles.incrementAndGet();
    query(
        "insert into titles (id, owner_id, name, visibility) values ($1, $2, $1, 'public')",
        id,
        publisher);
    return id;
  }

  public Row title(String id) {
    return query("select * from titles where id = $1", id).iterator().next();
  }

  public RowSet<Row> query(String sql, Object... parameters) {
    return pool().preparedQuery(sql).execute(Tuple.from(parameters)).await();
  }

  @Override
  public void close() {
    database.close().await();
  }
}
