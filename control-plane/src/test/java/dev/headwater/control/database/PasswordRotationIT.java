package dev.headwater.control.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.headwater.engines.PostgresAddress;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.secret.Secrets;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A password in a file, replaced there and in PostgreSQL while the pool is in use, of a user that
 * may read of the tables no more than their version.
 */
class PasswordRotationIT {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final PostgresAddress address = SharedEngines.freshDatabase();
  private final String user = "rotating_" + address.database();
  private final Vertx vertx = Vertx.vertx();
  private final Secrets secrets = Secrets.of(Map.of(), LOOK);

  @AfterEach
  void close() {
    secrets.close();
    vertx.close().await();
  }

  @Test
  void aReplacedPasswordIsUsedByNewConnections() throws Exception {
    Database.open(vertx, settings(address.user(), address.password())).await().close().await();
    administrate("create role %s login password 'old'".formatted(user));
    administrate("grant select on flyway_schema_history to %s".formatted(user));
    Path file = Files.writeString(folder.resolve("password"), "old\n");
    DatabaseSettings settings = settings(user, "file:" + file);
    Database database = Database.join(vertx, settings).await();
    CountDownLatch told = new CountDownLatch(1);
    settings.password().follow(told::countDown);
    secrets.follow();
    assertThat(loggedIn(database)).isEqualTo(user);

    administrate("alter role %s password 'new'".formatted(user));
    endConnections();
    assertThat(refusal(database)).hasMessageContaining("password");
    replace(file, "new\n");
    assertThat(told.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(loggedIn(database)).isEqualTo(user);
    assertThat(settings.password()).isEqualTo(new Secret("new"));
    database.close().await();
  }

  private DatabaseSettings settings(String login, String password) {
    Map<String, String> values = new HashMap<>();
    values.put("host", address.host());
    values.put("port", Integer.toString(address.port()));
    values.put("name", address.database());
    values.put("user", login);
    values.put("password", password);
    return Settings.bind(
        DatabaseSettings.class, List.of(SettingsSource.of("test", values)), secrets);
  }

  private static String loggedIn(Database database) {
    return database
        .pool()
        .query("select current_user::text")
        .execute()
        .await()
        .iterator()
        .next()
        .getString(0);
  }

  /** Of a new connection: one that was ended may be in the pool for a moment. */
  private static Throwable refusal(Database database) {
    long end = System.nanoTime() + LIMIT.toNanos();
    Throwable refusal;
    do {
      refusal = catchThrowable(() -> loggedIn(database));
    } while (refusal != null && !ofThePassword(refusal) && System.nanoTime() < end);
    return refusal;
  }

  private static boolean ofThePassword(Throwable refusal) {
    return refusal instanceof PgException error && "28P01".equals(error.getSqlState());
  }

  /** Those of the user, and waits until they are gone. */
  private void endConnections() throws Exception {
    administrate(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = '%s'"
            .formatted(user));
  }

  private void administrate(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** As orchestrators do it: whole or not at all. */
  private static void replace(Path file, String content) throws Exception {
    Path next = Files.writeString(file.resolveSibling("next"), content);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
