package dev.headwater.edge.redis;

import dev.headwater.edge.telemetry.RedisConnectionMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.URI;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one server. A call takes the one with the fewest calls under way, and none
 * waits for a connection. Event-loop confined.
 */
final class ServerConnections {
  private final List<LastingConnection> connections;

  ServerConnections(Vertx vertx, URI server, ConnectionTerms terms, RedisConnectionMeters meters) {
    this.connections =
        Stream.generate(() -> new LastingConnection(vertx, server, terms, meters))
            .limit(terms.connections())
            .toList();
  }

  /** Completes, always well, once the first attempts are over. */
  Future<Void> open() {
    return Future.join(connections.stream().map(LastingConnection::open).toList()).mapEmpty();
  }

  boolean isConnected() {
    return leastBusy() != null;
  }

  /** Has no time limit but the end of the connection. */
  Future<@Nullable Response> send(Request request) {
    return send(LiveConnection::send, request);
  }

  /** A call for a key whose slot is on its way to this server. */
  Future<@Nullable Response> sendAsking(Request request) {
    return send(LiveConnection::sendAsking, request);
  }

  private Future<@Nullable Response> send(
      BiFunction<LiveConnection, Request, Future<@Nullable Response>> way, Request request) {
    LiveConnection connection = leastBusy();
    if (connection == null) {
      return Future.failedFuture(RedisUnavailableException.notConnected());
    }
    if (!connection.hasRoom()) {
      return Future.failedFuture(RedisUnavailableException.busy());
    }
    return way.apply(connection, request);
  }

  private @Nullable LiveConnection leastBusy() {
    LiveConnection least = null;
    for (LastingConnection connection : connections) {
      LiveConnection live = connection.live();
      if (live != null && (least == null || live.unanswered() < least.unanswered())) {
        least = live;
      }
    }
    return least;
  }

  void close() {
    connections.forEach(LastingConnection::close);
  }
}
