package dev.headwater.edge.redis;

import dev.headwater.edge.telemetry.RedisConnectionMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls to the one server that has all keys. Event-loop confined. */
final class StandaloneConnections implements RedisConnections {
  private final ServerConnections server;
  private final ConnectionTerms terms;

  StandaloneConnections(
      Vertx vertx, URI address, ConnectionTerms terms, RedisConnectionMeters meters) {
    this.server = new ServerConnections(vertx, address, terms, meters);
    this.terms = terms;
  }

  @Override
  public Future<Void> open() {
    return server.open();
  }

  @Override
  public boolean reaches(String key) {
    return server.isConnected();
  }

  @Override
  public Future<@Nullable Response> send(String key, Request request) {
    return limited(server.send(request), terms);
  }

  static Future<@Nullable Response> limited(
      Future<@Nullable Response> sent, ConnectionTerms terms) {
    return sent.isComplete()
        ? sent
        : sent.timeout(terms.timeLimit().toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    server.close();
  }
}
