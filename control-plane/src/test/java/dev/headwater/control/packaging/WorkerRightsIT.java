package dev.headwater.control.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.control.database.Database;
import dev.headwater.control.database.DatabaseSettings;
import dev.headwater.engines.PostgresAddress;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker that logs in to PostgreSQL as somebody who may do no more than its work needs. */
class WorkerRightsIT {
  private static final String PASSWORD = "of-the-worker";

  @TempDir Path folder;

  @Test
  void aWorkerReadsAndChangesTitlesAndJobsAndAddsContentKeys() throws Exception {
    try (TestWorker test = new TestWorker(folder)) {
      Database database = restricted(test);
      PackagingWorker worker =
          PackagingWorker.start(
                  test.vertx(),
                  new PackagingWorker.Parts(
                      test.settings(),
                      List.of(),
                      database.pool(),
                      test.store(),
                      TestWorker.ENVELOPE,
                      test.registry()))
              .await();
      Path clip = TestClip.of(folder.resolve("clip.mp4"), "320x180", "25", "2");
      assertThat(test.settled(test.submit(clip)).getString("status")).isEqualTo("ready");
      assertThat(test.settled(test.submitPrivate(clip)).getString("status")).isEqualTo("ready");
      worker.close().await();
      database.close().await();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select password_hash from people",
        "select private_key from signing_keys",
        "select sealed from content_keys",
        "select body from feed",
        "delete from titles",
        "create table mine (id int)"
      })
  void whatAWorkerDoesNotNeedIsDenied(String sql) {
    try (TestWorker test = new TestWorker(folder)) {
      Database database = restricted(test);
      assertThatThrownBy(() -> database.pool().query(sql).execute().await())
          .hasMessageContaining("permission denied");
      database.close().await();
    }
  }

  /** As {@code docs/operations.md} says it. */
  private static Database restricted(TestWorker test) {
    String name = test.catalog().query("select current_database()").iterator().next().getString(0);
    String user = "worker_of_" + name;
    test.catalog().query("create role %s login password '%s'".formatted(user, PASSWORD));
    test.catalog().query("grant select, update on titles, jobs to " + user);
    test.catalog().query("grant insert on content_keys to " + user);
    test.catalog().query("grant select on channels to " + user);
    test.catalog().query("grant select on flyway_schema_history to " + user);
    PostgresAddress server = SharedEngines.postgres().address();
    Map<String, String> values =
        Map.of(
            "host", server.host(),
            "port", Integer.toString(server.port()),
            "name", name,
            "user", user,
            "password", PASSWORD);
    DatabaseSettings settings =
        Settings.bind(DatabaseSettings.class, List.of(SettingsSource.of("test", values)));
    return Database.join(test.vertx(), settings).await();
  }
}
