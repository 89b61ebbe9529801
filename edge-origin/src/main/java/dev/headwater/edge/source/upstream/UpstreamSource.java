package dev.headwater.edge.source.upstream;

import dev.headwater.edge.source.Source;
import dev.headwater.edge.source.SourceRequest;
import dev.headwater.edge.source.SourceResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import java.util.HashMap;
import java.util.Map;

/**
 * The source of the edge role on one event loop: sends each request to the upstream server that its
 * key chooses, and to another one where that fails. Event-loop confined; servers and their health
 * are shared.
 */
public final class UpstreamSource implements Source {
  private final Vertx vertx;
  private final UpstreamGroup group;
  private final NetClient client;
  private final Map<UpstreamHost, ConnectionPool> pools = new HashMap<>();

  private UpstreamSource(Vertx vertx, UpstreamGroup group) {
    this.vertx = vertx;
    this.group = group;
    this.client = Dialling.client(vertx, group.settings());
  }

  /** Called on the event loop that it will be used on. */
  public static UpstreamSource create(Vertx vertx, UpstreamGroup group) {
    return new UpstreamSource(vertx, group);
  }

  @Override
  public Future<SourceResponse> send(SourceRequest request) {
    return new Attempts(vertx, group, this::pool, request).run();
  }

  private ConnectionPool pool(UpstreamHost host) {
    return pools.computeIfAbsent(
        host,
        one ->
            new ConnectionPool(
                vertx,
                client,
                Dialling.options(one.address(), group.settings()),
                group.settings()));
  }

  /** Closes all connections, those in use too. Called on the event loop. */
  public Future<Void> close() {
    pools.values().forEach(ConnectionPool::close);
    return client.close();
  }
}
