package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.headwater.control.ControlPlaneServer;
import dev.headwater.control.ControlPlaneSettings;
import dev.headwater.engines.PostgresAddress;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console as operators see purges of CDNs on it: what failed, why, and how it is told again.
 */
class BrowserCdnPurgeIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger purges = new AtomicInteger();
  private final AtomicInteger status = new AtomicInteger(503);
  private HttpServer cdn;
  private ControlPlaneServer control;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    cdn = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cdn.createContext(
        "/",
        exchange -> {
          try (exchange) {
            purges.incrementAndGet();
            exchange.sendResponseHeaders(status.get(), -1);
          }
        });
    cdn.start();
    control =
        ControlPlaneServer.start(vertx, settings(folder))
            .await(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    if (control != null) {
      control.close().await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
    vertx.close().await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    cdn.stop(0);
  }

  private ControlPlaneSettings settings(Path folder) {
    PostgresAddress database = SharedEngines.freshDatabase();
    Map<String, String> values = new HashMap<>();
    values.put("host", "127.0.0.1");
    values.put("port", "0");
    values.put("admin.email", Installation.EMAIL);
    values.put("admin.password", Installation.PASSWORD);
    values.put("database.host", database.host());
    values.put("database.port", Integer.toString(database.port()));
    values.put("database.name", database.database());
    values.put("database.user", database.user());
    values.put("database.password", database.password());
    values.put("redis.state", SharedEngines.redisState().url());
    values.put("store.directory", folder.toString());
    values.put("accounts.mail.folder", folder.resolve("mail").toString());
    values.put("playback.token-secret", "0123456789abcdef".repeat(4));
    values.put("sealing-keys[0].id", "s1");
    values.put("sealing-keys[0].secret", "fedcba9876543210".repeat(4));
    values.put("cdns[0].name", "shield");
    values.put("cdns[0].kind", "nginx");
    values.put("cdns[0].urls", "http://127.0.0.1:" + cdn.getAddress().getPort());
    values.put("cdns[0].secret", "what-it-knows-purges-by");
    values.put("cdns[0].attempts", "1");
    return Settings.bind(ControlPlaneSettings.class, List.of(SettingsSource.of("test", values)));
  }

  @Test
  void anOperatorSeesWhichCdnFailedAndTellsItAgain() throws IOException {
    URI console = URI.create("http://127.0.0.1:" + control.port() + "/");
    try (HeadlessChromium chromium = HeadlessChromium.start();
        ConsolePage page = chromium.open(console)) {
      page.logIn();
      page.awaitHeading("Titles");
      page.goTo("Data plane");
      page.awaitHeading("Purge");
      page.fill("What nodes are to forget", "/vod/nothing/");
      page.press("Purge it");
      page.awaitHeading("Purges that CDNs have not applied");
      page.goTo("Titles"); // and back: what is listed is all that tells of the purge then
      page.awaitHeading("Titles");
      page.goTo("Data plane");
      page.awaitStatus("shield has not applied it.");
      page.awaitStatus("status 503");
      status.set(200);
      page.press("Tell CDNs again");
      Await.that("it is told again", LIMIT, () -> purges.get() == 2);
      assertThat(page.errors()).isEmpty();
    }
  }
}
