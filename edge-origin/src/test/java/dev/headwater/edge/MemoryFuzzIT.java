package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.util.ResourceLeakDetector;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Tries to break the memory tier: far too little of it, both versions of HTTP, slow readers,
 * resets, eviction, invalidation and fills at once. Runs for {@code -Dheadwater.fuzz.seconds} per
 * case (10), from {@code -Dheadwater.fuzz.seed} (1).
 */
class MemoryFuzzIT {
  private static final long SECONDS = Long.getLong("headwater.fuzz.seconds", 5);
  private static final long SEED = Long.getLong("headwater.fuzz.seed", 1);
  private static final int CLIENTS = 48;
  private static final int CONNECTION_WINDOW = 16 << 20;

  private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
  private final ListAppender<ILoggingEvent> leaks = new ListAppender<>();
  private final Vertx vertx = Vertx.vertx();
  private final Upstream upstream =
      new Upstream(request -> request.response().setStatusCode(204).end());
  private final Node edge =
      Node.edge(
          upstream.port(),
          Map.of(
              "policy",
              "honour-upstream",
              "memory.max-size",
              "8MiB",
              "memory.slice-size",
              "64KiB"));

  @BeforeEach
  void watch() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    leaks.start();
    detector().addAppender(leaks);
    upstream.now(new FuzzUpstream(upstream.vertx())::answer);
  }

  @AfterEach
  void stop() {
    ResourceLeakDetector.setLevel(before);
    detector().detachAppender(leaks);
    Node.await(vertx.close());
    edge.close();
    upstream.close();
  }

  private static Logger detector() {
    return (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyByteIsRightAndAllMemoryComesBack(boolean sliced) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    FuzzClient.Tally tally = new FuzzClient.Tally();
    List<Future<Void>> clients = new ArrayList<>();
    HttpClient[] versions = {client(HttpVersion.HTTP_1_1), client(HttpVersion.HTTP_2)};
    for (int i = 0; i < CLIENTS; i++) {
      FuzzClient client =
          new FuzzClient(vertx, versions[i % 2], edge.port(), SEED * 1_000 + i, sliced, tally);
      clients.add(client.run(() -> System.nanoTime() < end));
    }
    Node.until(() -> Future.all(clients).isComplete() || System.nanoTime() > end, () -> "");
    Node.await(Future.all(clients));
    edge.awaitQuiet();

    System.out.println("fuzz, sliced " + sliced + ", seed " + SEED + ": " + tally);
    assertThat(tally.whole()).hasPositiveValue();
    assertThat(tally.left()).hasPositiveValue();
    assertThat(edge.metric("headwater_memory_evictions", "")).isPositive();
    assertAllIsGivenBack();
    assertNothingLeaked();
  }

  private HttpClient client(HttpVersion version) {
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setProtocolVersion(version)
            .setHttp2ClearTextUpgrade(false)
            .setHttp2ConnectionWindowSize(CONNECTION_WINDOW),
        new PoolOptions().setHttp1MaxSize(CLIENTS).setHttp2MaxSize(3));
  }

  /**
   * All that has a name is dropped by an unsafe method; of slices, the tier knows what it has. What
   * passed by for a client that never began to read is given up within two looks, 20 s.
   */
  private void assertAllIsGivenBack() {
    for (FuzzPaths path : FuzzPaths.all()) {
      assertThat(edge.send(HttpMethod.DELETE, path.toString()).status()).isEqualTo(204);
    }
    edge.awaitQuiet();
    Node.until(this::isAllAccountedFor, () -> edge.admin("/metrics").body().toString());
  }

  private boolean isAllAccountedFor() {
    double entries = edge.metric("headwater_memory_entries", "");
    double accounted = edge.metric("headwater_memory_size_bytes", "");
    double allocated = edge.metric("headwater_memory_allocated_bytes", "");
    return accounted - entries * 4096 <= allocated && allocated <= accounted;
  }

  /** The detector reports what was collected when it tracks the next buffers. */
  private void assertNothingLeaked() {
    System.gc();
    for (int i = 0; i < 100; i++) {
      edge.get("/KEPT/1000/0");
    }
    assertThat(leaks.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
  }
}
