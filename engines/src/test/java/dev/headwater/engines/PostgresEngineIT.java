package dev.headwater.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresEngineIT {
  @TempDir Path folder;

  @Test
  void dataIsKeptAcrossRestarts() throws Exception {
    try (PostgresEngine engine = PostgresEngine.start(folder)) {
      execute(engine, "CREATE TABLE kept AS SELECT 42 AS answer");
    }
    try (PostgresEngine engine = PostgresEngine.start(folder)) {
      assertThat(query(engine, "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void aStopLeavesNoProcess() throws Exception {
    PostgresEngine engine = PostgresEngine.start(folder);
    assertThat(processes().running()).isNotEmpty();
    engine.close();
    assertThat(processes().running()).isEmpty();
  }

  @Test
  void whateverRunsOnAFolderCanBeStopped() throws Exception {
    try (PostgresEngine _ = PostgresEngine.start(folder)) {
      PostgresEngine.stop(folder);
      assertThat(processes().running()).isEmpty();
    }
    PostgresEngine.stop(folder.resolve("absent"));
  }

  @Test
  void anOpenConnectionDoesNotHoldUpTheStop() throws Exception {
    PostgresEngine engine = PostgresEngine.start(folder);
    try (Connection connection = connect(engine)) {
      engine.close();
      assertThat(processes().running()).isEmpty();
      assertThat(connection.isValid(1)).isFalse();
    }
  }

  @Test
  void whatWasCommittedIsThereAfterKillingEveryProcess() throws Exception {
    PostgresEngine killed = PostgresEngine.start(folder);
    execute(killed, "CREATE TABLE kept AS SELECT 42 AS answer");
    processes().stop(Duration.ofSeconds(5)); // no signal but kill
    assertThat(folder.resolve("cluster/postmaster.pid")).exists();
    try (PostgresEngine engine = PostgresEngine.start(folder)) {
      assertThat(query(engine, "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void aKilledServerComesBackOnItsPort() throws Exception {
    PostgresEngine killed = PostgresEngine.start(folder);
    execute(killed, "CREATE TABLE kept AS SELECT 42 AS answer");
    killed.kill();
    assertThat(processes().running()).isEmpty();
    try (PostgresEngine engine =
        PostgresEngine.start(folder, EngineCache.ofUser(), killed.address().port())) {
      assertThat(engine.address()).isEqualTo(killed.address());
      assertThat(query(killed, "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void aServerLeftBehindIsStoppedBeforeTheNextStart() throws Exception {
    PostgresEngine left = PostgresEngine.start(folder);
    execute(left, "CREATE TABLE kept AS SELECT 42 AS answer");
    List<ProcessHandle> before = processes().running();
    try (PostgresEngine engine = PostgresEngine.start(folder)) {
      assertThat(processes().running()).doesNotContainAnyElementsOf(before);
      assertThat(query(engine, "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void aStalePidFileThatNamesALivingStrangerDoesNotBlockTheStart() throws Exception {
    PostgresEngine.start(folder).close();
    Process stranger = new ProcessBuilder("sleep", "60").start();
    Path pidFile = folder.resolve("cluster/postmaster.pid");
    Files.writeString(
        pidFile,
        stranger.pid() + "\n" + folder.resolve("cluster") + "\n1\n1\n\n127.0.0.1\n\nready\n");
    try (PostgresEngine engine = PostgresEngine.start(folder)) {
      assertThat(query(engine, "SELECT 1")).isEqualTo("1");
    } finally {
      stranger.destroy();
    }
  }

  @Test
  void aHalfMadeClusterIsMadeAnew() throws Exception {
    Files.createDirectories(folder.resolve("cluster.new/base"));
    try (PostgresEngine engine = PostgresEngine.start(folder)) {
      assertThat(query(engine, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void durabilityIsOn() throws Exception {
    try (PostgresEngine engine = PostgresEngine.start(folder)) {
      assertThat(query(engine, "SHOW fsync")).isEqualTo("on");
      assertThat(query(engine, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(query(engine, "SHOW full_page_writes")).isEqualTo("on");
    }
  }

  @Test
  void onlyThePasswordOpensIt() throws Exception {
    try (PostgresEngine engine = PostgresEngine.start(folder)) {
      PostgresAddress address = engine.address();
      assertThatThrownBy(
              () -> DriverManager.getConnection(address.jdbcUrl(), address.user(), "guess"))
          .hasMessageContaining("password authentication failed");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("password"))))
          .isEqualTo("rw-------");
      assertThat(address.toString()).doesNotContain(address.password());
    }
  }

  @Test
  void itListensOnLoopbackOnly() throws Exception {
    try (PostgresEngine engine = PostgresEngine.start(folder)) {
      assertThat(query(engine, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void aMissingPasswordIsNamed() throws Exception {
    PostgresEngine.start(folder).close();
    Files.delete(folder.resolve("password"));
    assertThatThrownBy(() -> PostgresEngine.start(folder))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("password is missing");
  }

  @Test
  void rootWithoutNamespacesRunsItAsNobodyAndTakesItBack() throws Exception {
    assumeTrue(Identity.choose() == Identity.NAMESPACE, "not root");
    try (PostgresEngine engine =
        PostgresEngine.start(folder, EngineCache.ofUser(), Identity.NOBODY)) {
      execute(engine, "CREATE TABLE kept AS SELECT 42 AS answer");
    }
    try (PostgresEngine engine = PostgresEngine.start(folder)) {
      assertThat(query(engine, "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  private EngineProcesses processes() throws IOException {
    return new EngineProcesses(folder.toRealPath().resolve("cluster"), "postgres");
  }

  private static Connection connect(PostgresEngine engine) throws SQLException {
    PostgresAddress address = engine.address();
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }

  private static void execute(PostgresEngine engine, String sql) throws SQLException {
    try (Connection connection = connect(engine);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(PostgresEngine engine, String sql) throws SQLException {
    try (Connection connection = connect(engine);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
