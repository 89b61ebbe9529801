package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.control.database.Database;
import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.PostgresAddress;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveWorkerIT {
  @TempDir Path folder;

  @Test
  void aWorkerListensForEncodersAsLongAsItRuns() throws IOException {
    Vertx vertx = Vertx.vertx();
    int port = freePort();
    WorkerSettings settings = settings(port);
    Database.open(vertx, settings.database()).await().close().await();
    WorkerServer worker = WorkerServer.start(vertx, settings).await();
    try (Socket socket = connect(port)) {
      assertThat(socket.isConnected()).isTrue();
    }
    worker.close().await();
    assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
    vertx.close().await();
  }

  private WorkerSettings settings(int port) {
    PostgresAddress address = SharedEngines.freshDatabase();
    WorkerSettings bound =
        Settings.bind(
            WorkerSettings.class,
            List.of(
                SettingsSource.of(
                    "test",
                    Map.of(
                        "port", "0",
                        "database.host", address.host(),
                        "database.port", Integer.toString(address.port()),
                        "database.name", address.database(),
                        "database.user", address.user(),
                        "database.password", address.password(),
                        "store.directory", folder.resolve("store").toString(),
                        "packaging.work-dir", folder.resolve("work").toString(),
                        "live.enabled", "true",
                        "live.rtmp-port", Integer.toString(port))),
                SettingsSource.of("nodes", Map.of("live.ingest-urls", "http://127.0.0.1:1"))));
    FfmpegPrograms programs = SharedEngines.ffmpeg();
    return bound.with(
        bound
            .packaging()
            .with(
                programs.ffmpeg(),
                programs.ffprobe(),
                Optional.ofNullable(programs.environment().get("LD_LIBRARY_PATH")).map(Path::of)));
  }

  private static Socket connect(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
