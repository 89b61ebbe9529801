package dev.headwater.edge.redis;

import dev.headwater.edge.telemetry.RedisConnectionMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls to the masters of a cluster, each on connections of its own: one that is away costs the
 * calls of its slots alone. Event-loop confined.
 */
final class ClusterConnections implements RedisConnections {
  /** The size up to which Redis clusters are made; what a server names beyond it is left out. */
  private static final int MAX_SERVERS = 1_000;

  private final Vertx vertx;
  private final List<URI> seeds;
  private final ConnectionTerms terms;
  private final RedisConnectionMeters meters;
  private final Map<URI, ServerConnections> servers = new HashMap<>();
  private final Topology topology;

  ClusterConnections(
      Vertx vertx, List<URI> seeds, ConnectionTerms terms, RedisConnectionMeters meters) {
    this.vertx = vertx;
    this.seeds = seeds;
    this.terms = terms;
    this.meters = meters;
    this.topology = new Topology(vertx, this::connected, this::changed);
  }

  @Override
  public Future<Void> open() {
    return openAll(Set.copyOf(seeds)).compose(_ -> topology.open());
  }

  private Future<Void> openAll(Set<URI> addresses) {
    return Future.join(
            addresses.stream()
                .filter(address -> !servers.containsKey(address))
                .limit(Math.max(0, MAX_SERVERS - servers.size()))
                .map(this::open)
                .toList())
        .mapEmpty();
  }

  private Future<Void> open(URI address) {
    ServerConnections server = new ServerConnections(vertx, address, terms, meters);
    servers.put(address, server);
    return server.open();
  }

  /** Servers that can be asked for the topology; where there is none, the seeds are tried again. */
  private Map<URI, ServerConnections> connected() {
    Map<URI, ServerConnections> connected = new HashMap<>(servers);
    connected.values().removeIf(server -> !server.isConnected());
    if (connected.isEmpty()) {
      openAll(Set.copyOf(seeds));
    }
    return connected;
  }

  /** Leaves servers that have no slot any more, and connects to those that have one now. */
  private Future<Void> changed(Set<URI> masters) {
    servers
        .entrySet()
        .removeIf(server -> {
          boolean left = !masters.contains(server.getKey());
          if (left) {
            server.getValue().close();
          }
          return left;
        });
    return openAll(masters);
  }

  @Override
  public boolean reaches(String key) {
    return server(HashSlot.of(key)).filter(ServerConnections::isConnected).isPresent();
  }

  private Optional<ServerConnections> server(int slot) {
    return topology.slots().master(slot).flatMap(this::known);
  }

  private Optional<ServerConnections> known(URI address) {
    return Optional.ofNullable(servers.get(address));
  }

  @Override
  public Future<@Nullable Response> send(String key, Request request) {
    int slot = HashSlot.of(key);
    Optional<ServerConnections> server = server(slot).filter(ServerConnections::isConnected);
    if (server.isEmpty()) {
      topology.doubt();
      return Future.failedFuture(RedisUnavailableException.slotUnserved());
    }
    URI asked = topology.slots().master(slot).orElseThrow();
    return StandaloneConnections.limited(
        server.get().send(request).recover(cause -> redirected(cause, asked, request)), terms);
  }

  /** Followed once: who is sent on again asks a cluster that is changing, and finds it later. */
  private Future<@Nullable Response> redirected(Throwable cause, URI asked, Request request) {
    Redirection redirection = Redirection.of(cause, asked).orElse(null);
    if (redirection == null) {
      return Future.failedFuture(cause);
    }
    URI address = redirection.server();
    if (!redirection.asking()) {
      topology.slots().moved(redirection.slot(), address);
      topology.doubt();
    }
    openAll(Set.of(address)); // it may be new
    ServerConnections server = servers.get(address);
    if (server == null) {
      return Future.failedFuture(RedisUnavailableException.slotUnserved());
    }
    return redirection.asking() ? server.sendAsking(request) : server.send(request);
  }

  @Override
  public void close() {
    topology.close();
    servers.values().forEach(ServerConnections::close);
    servers.clear();
  }
}
