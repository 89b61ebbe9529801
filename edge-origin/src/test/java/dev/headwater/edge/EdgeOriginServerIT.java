package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.breaker.Breaker;
import dev.headwater.edge.policy.LoadedPolicy;
import dev.headwater.edge.source.store.StoreSource;
import dev.headwater.edge.telemetry.SourceMeters;
import dev.headwater.platform.runtime.MonotonicClock;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import dev.headwater.platform.store.ObjectStore;
import dev.headwater.platform.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of what a node has opened. */
class EdgeOriginServerIT {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger closed = new AtomicInteger();
  private final Telemetry telemetry = new Telemetry("test");

  @AfterEach
  void stop() {
    telemetry.close();
    Node.await(vertx.close());
  }

  /** Whatever it is asked, it says that it was closed once more. */
  private ObjectStore store() {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (_, _, _) -> {
              closed.incrementAndGet();
              return Future.succeededFuture();
            });
  }

  @Test
  void aNodeThatCannotStartClosesItsSource() {
    NetServer other =
        Node.await(vertx.createNetServer().connectHandler(_ -> {}).listen(0, "127.0.0.1"));
    EdgeOriginSettings settings =
        Settings.bind(
            EdgeOriginSettings.class,
            List.of(
                SettingsSource.of(
                    "test",
                    Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        Integer.toString(other.actualPort()),
                        "memory.max-size",
                        "8MiB",
                        "source.directory",
                        "/none"))));
    Sources sources =
        new Sources.Origin(
            store(),
            new StoreSource(
                vertx,
                store(),
                new Breaker(MonotonicClock.system()),
                new SourceMeters(telemetry.registry())));
    boolean failed =
        Node.await(
            EdgeOriginServer.start(
                    vertx, settings, LoadedPolicy.shipped(), Optional.empty(), sources, telemetry)
                .transform(started -> Future.succeededFuture(started.failed())));
    assertThat(failed).isTrue();
    assertThat(closed).hasValue(1);
  }
}
