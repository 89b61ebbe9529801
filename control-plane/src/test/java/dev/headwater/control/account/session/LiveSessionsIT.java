package dev.headwater.control.account.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.AccountSettings;
import dev.headwater.control.state.StateRedis;
import dev.headwater.control.testing.TestCatalog;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.settings.Settings;
import io.vertx.core.Context;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveSessionsIT {
  private static final Duration LIFE = Duration.ofMinutes(1);

  private final Vertx vertx = Vertx.vertx();
  private TestCatalog catalog;
  private StateRedis redis;

  @BeforeEach
  void open() {
    catalog = TestCatalog.open(vertx);
    redis =
        new StateRedis(
            Redis.createClient(vertx, SharedEngines.redisState().url()), Duration.ofSeconds(5));
  }

  @AfterEach
  void close() {
    catalog.close();
    vertx.close().await();
  }

  /** All sessions of a person may end between the writing of a new one and its mark. */
  @Test
  void aSessionThatWasEndedWhileItWasOpenedStaysEnded() {
    SessionMarks marks = new SessionMarks(redis);
    LiveSessions live =
        new LiveSessions(
            catalog.database(),
            redis,
            Settings.bind(AccountSettings.class, List.of()),
            InstantSource.system());
    String session = "s" + System.nanoTime();
    marks.end(List.of(session), LIFE).await();
    CompletableFuture<Void> opened = new CompletableFuture<>();
    Context context = ((VertxInternal) vertx).createContext(ThreadingModel.VIRTUAL_THREAD);
    context.runOnContext(_ -> {
      live.opened(session, LIFE);
      opened.complete(null);
    });
    opened.orTimeout(30, TimeUnit.SECONDS).join();
    assertThat(marks.isAlive(session).await()).isEqualTo(Optional.of(false));
  }
}
