package dev.headwater.control.encoding.push;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A worker's way to the nodes that take live media. Thread-safe. */
public final class IngestClient {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

  /** Tracks at once to one node: some hundred channels. */
  private static final int MAX_TRACKS = 2_000;

  private final HttpClient client;
  private final List<URI> nodes;
  private final PushMetrics metrics;

  /**
   * @param nodes in the order in which they are tried; at least one
   */
  public IngestClient(Vertx vertx, List<URI> nodes, MeterRegistry registry) {
    this.nodes = nodes;
    metrics = new PushMetrics(registry);
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(false)
                .setConnectTimeout((int) CONNECT_LIMIT.toMillis()),
            new PoolOptions().setHttp1MaxSize(MAX_TRACKS));
  }

  /** For the tracks of one of a channel's inputs. */
  public PushTarget target(String channelId, Input input, String streamKey) {
    return new PushTarget(client, new IngestRoute(nodes), channelId, input, streamKey, metrics);
  }

  public Future<Void> close() {
    return client.close();
  }
}
