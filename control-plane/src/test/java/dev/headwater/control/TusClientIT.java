package dev.headwater.control;

import static dev.headwater.control.Uploads.MIB;
import static dev.headwater.control.Uploads.await;
import static dev.headwater.control.Uploads.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.PostgresAddress;
import dev.headwater.engines.testing.OptionalProgram;
import dev.headwater.engines.testing.SharedEngines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** tus-js-client, the client of others, under Node.js. Needs the console's packages. */
class TusClientIT {
  private static final Path CONSOLE = Path.of("console").toAbsolutePath();
  private static final long LIMIT_SECONDS = 120;

  @TempDir Path folder;
  private String node;
  private Path file;
  private byte[] whole;

  @BeforeEach
  void prepare() throws IOException {
    node = OptionalProgram.require("node").toString();
    OptionalProgram.requireModule("tus-js-client", List.of(CONSOLE.resolve("node_modules")));
    whole = bytes(32 * MIB + 11);
    file = Files.write(folder.resolve("film.mp4"), whole);
  }

  private Process start(int port, String token, String title, long stop) throws IOException {
    return new ProcessBuilder(
            node,
            Path.of("src/test/resources/tus-upload.mjs").toString(),
            CONSOLE.resolve("package.json").toString(),
            "http://127.0.0.1:" + port + "/api/v1/uploads",
            token,
            title,
            file.toString(),
            folder.resolve("urls.json").toString(),
            Long.toString(stop))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  private int end(Process process) throws Exception {
    try {
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as(this::log).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static long received(TestControlPlane control) {
    long most = 0;
    for (var row : control.query("select received from uploads")) {
      most = Math.max(most, row.getLong(0));
    }
    return most;
  }

  private void assertArrived(TestControlPlane control, Path store, String title) {
    var row =
        control
            .query("select status, source_key from titles where id = $1", title)
            .iterator()
            .next();
    assertThat(row.getString(0)).as(this::log).isEqualTo("uploaded");
    assertThat(store.resolve(row.getString(1))).hasBinaryContent(whole);
    assertThat(control.query("select 1 from uploads")).as("it never began again").hasSize(1);
  }

  @Test
  void itGoesOnWhenConnectionsBreak() throws Exception {
    try (TestControlPlane control = TestControlPlane.start(Map.of());
        Relay relay = new Relay("127.0.0.1", control.server().port())) {
      ApiClient admin = control.admin();
      String title = new Uploads(admin).newTitle();
      Process client = start(relay.port(), admin.token(), title, 0);
      for (int cut = 1; cut <= 3; cut++) {
        long past = cut * 8L * MIB;
        await(() -> received(control) >= past || !client.isAlive(), "bytes past " + past);
        relay.cut();
        relay.open();
      }
      assertThat(end(client)).as(this::log).isZero();
      assertArrived(control, control.store(), title);
    }
  }

  @Test
  void itGoesOnAfterItDied() throws Exception {
    try (TestControlPlane control = TestControlPlane.start(Map.of())) {
      ApiClient admin = control.admin();
      String title = new Uploads(admin).newTitle();
      int port = control.server().port();
      assertThat(end(start(port, admin.token(), title, 12L * MIB))).as(this::log).isEqualTo(9);
      assertThat(received(control)).isBetween(12L * MIB, 32L * MIB);
      assertThat(end(start(port, admin.token(), title, 0))).as(this::log).isZero();
      assertThat(log()).contains("resuming");
      assertArrived(control, control.store(), title);
    }
  }

  @Test
  void itGoesOnWhenTheServerIsAnotherOne() throws Exception {
    PostgresAddress database = SharedEngines.freshDatabase();
    Path store = Files.createDirectories(folder.resolve("store"));
    Map<String, String> settings = Map.of("store.directory", store.toString());
    TestControlPlane first = TestControlPlane.start(database, settings);
    ApiClient admin = first.admin();
    String title = new Uploads(admin).newTitle();
    Process client;
    try (Relay relay = new Relay("127.0.0.1", first.server().port())) {
      client = start(relay.port(), admin.token(), title, 0);
      await(() -> received(first) >= 8L * MIB || !client.isAlive(), "bytes are on their way");
    } finally {
      first.close();
    }
    client.destroyForcibly();
    try (TestControlPlane second = TestControlPlane.start(database, settings)) {
      // The address of the upload names the first server: it is the same one to everybody else.
      Path urls = folder.resolve("urls.json");
      Files.writeString(
          urls,
          Files.readString(urls)
              .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + second.server().port()));
      assertThat(end(start(second.server().port(), admin.token(), title, 0)))
          .as(this::log)
          .isZero();
      assertThat(log()).contains("resuming");
      assertArrived(second, store, title);
    }
  }
}
