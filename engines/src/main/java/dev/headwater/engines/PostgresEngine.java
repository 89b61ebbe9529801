package dev.headwater.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL on the loopback interface, its data kept in one folder from start to start.
 *
 * <p>A server that a killed program left behind on the same folder is stopped before the start.
 * Whoever calls makes sure that no second program uses the folder meanwhile. Thread-safe.
 */
public final class PostgresEngine implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String DATABASE = "headwater";
  private static final List<String> DURABLE =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  /** Bounds recovery after a crash, which replays at most {@code max_wal_size}. */
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  /** A chosen port may be taken by somebody else just before the server binds it. */
  private static final int START_ATTEMPTS = 3;

  private final PostgresCluster cluster;
  private final PostgresAddress address;

  private PostgresEngine(PostgresCluster cluster, PostgresAddress address) {
    this.cluster = cluster;
    this.address = address;
  }

  /** Starts on {@code dataDir} with the programs in the user's cache folder. */
  public static PostgresEngine start(Path dataDir) {
    return start(dataDir, EngineCache.ofUser());
  }

  /**
   * Starts on {@code dataDir}; blocks until it answers. The programs are unpacked below {@code
   * cache}.
   */
  public static PostgresEngine start(Path dataDir, Path cache) {
    return start(dataDir, cache, Identity.choose());
  }

  /** As above, on {@code port}: where clients of a server that was stopped look for it. */
  public static PostgresEngine start(Path dataDir, Path cache, int port) {
    return start(dataDir, cache, Identity.choose(), List.of(port));
  }

  static PostgresEngine start(Path dataDir, Path cache, Identity identity) {
    return start(
        dataDir, cache, identity, Stream.generate(FreePort::choose).limit(START_ATTEMPTS).toList());
  }

  /**
   * @param ports which are tried in turn
   */
  private static PostgresEngine start(
      Path dataDir, Path cache, Identity identity, List<Integer> ports) {
    try {
      Path home = Files.createDirectories(dataDir).toRealPath();
      PostgresCluster cluster = new PostgresCluster(home, PostgresPrograms.unpack(cache), identity);
      PostgresCluster.stop(home);
      cluster.createIfAbsent();
      PostgresEngine engine = new PostgresEngine(cluster, launch(cluster, ports));
      return engine.prepared();
    } catch (IOException e) {
      throw new EngineException("cannot start PostgreSQL on " + dataDir + ": " + e, e);
    }
  }

  private static PostgresAddress launch(PostgresCluster cluster, List<Integer> ports)
      throws IOException {
    String said = "";
    for (int port : ports) {
      EngineLaunch launch =
          EngineLaunch.start(cluster.server(port), cluster.folder(), cluster.log());
      long pid = launch.process().pid();
      if (launch.await(() -> isReady(cluster.folder(), pid), START_LIMIT)) {
        return new PostgresAddress(HOST, port, DATABASE, PostgresCluster.USER, cluster.password());
      }
      said = launch.logTail();
    }
    throw new EngineException("PostgreSQL did not start:\n" + said);
  }

  /**
   * Reads what the server writes for {@code pg_ctl}: its pid in the first line, its state in the
   * eighth.
   */
  private static boolean isReady(Path folder, long pid) {
    try {
      List<String> lines = Files.readAllLines(folder.resolve("postmaster.pid"));
      return lines.size() >= 8
          && lines.getFirst().strip().equals(Long.toString(pid))
          && lines.get(7).strip().equals("ready");
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Checks what durability hangs on, and makes the database at the first start. */
  private PostgresEngine prepared() {
    try (Connection connection = connect(address.withDatabase("postgres"));
        Statement statement = connection.createStatement()) {
      for (String setting : DURABLE) {
        String value = single(statement, "SHOW " + setting);
        if (!value.equals("on")) {
          throw new EngineException(setting + ": " + value + " (expected: on)");
        }
      }
      String count = "SELECT count(*) FROM pg_database WHERE datname = '" + DATABASE + "'";
      if (single(statement, count).equals("0")) {
        statement.execute("CREATE DATABASE " + DATABASE);
      }
      return this;
    } catch (SQLException | EngineException e) {
      close();
      throw new EngineException("PostgreSQL does not answer as expected: " + e.getMessage(), e);
    }
  }

  private static String single(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /** The database {@code headwater}. */
  public PostgresAddress address() {
    return address;
  }

  /**
   * Makes an empty database beside the others; {@code name} consists of lower-case letters, digits
   * and underscores.
   */
  public PostgresAddress createDatabase(String name) {
    if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException("name: " + name + " (expected: [a-z][a-z0-9_]{0,62})");
    }
    try (Connection connection = connect(address.withDatabase("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
      return address.withDatabase(name);
    } catch (SQLException e) {
      throw new EngineException("cannot create database " + name + ": " + e.getMessage(), e);
    }
  }

  private static Connection connect(PostgresAddress address) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(address.jdbcUrl());
    return source.getConnection(address.user(), address.password());
  }

  /**
   * Stops the server: clients are thrown out, what was committed is safe. Leaves no process behind.
   */
  @Override
  public void close() {
    stop(cluster.home());
  }

  /** Ends all of the server's processes at once, as a crash does. */
  public void kill() {
    cluster.kill();
  }

  /**
   * Stops whatever server runs on {@code dataDir}, whoever started it, also one that is just
   * starting.
   */
  public static void stop(Path dataDir) {
    if (Files.isDirectory(dataDir)) {
      try {
        PostgresCluster.stop(dataDir.toRealPath());
      } catch (IOException e) {
        throw new EngineException("cannot stop PostgreSQL on " + dataDir + ": " + e, e);
      }
    }
  }
}
