package dev.headwater.edge.redis;

import dev.headwater.edge.telemetry.RedisConnectionMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import org.jspecify.annotations.Nullable;

/**
 * Calls to a Redis over connections that stay. A call that can't be sent now fails at once with
 * {@link RedisUnavailableException}; no call is sent twice, unless a server of a cluster sends it
 * elsewhere. Event-loop confined.
 */
public sealed interface RedisConnections permits StandaloneConnections, ClusterConnections {
  /** For the calling event loop. */
  static RedisConnections of(
      Vertx vertx, RedisServers servers, ConnectionTerms terms, RedisConnectionMeters meters) {
    ConnectionTerms known = terms.with(servers.password());
    return switch (servers.mode()) {
      case STANDALONE ->
          new StandaloneConnections(vertx, servers.addresses().getFirst(), known, meters);
      case CLUSTER -> new ClusterConnections(vertx, servers.addresses(), known, meters);
    };
  }

  /**
   * Connects, and goes on trying until it is closed. Completes, always well, once the first
   * attempts are over.
   */
  Future<Void> open();

  /** Whether there is a connection for calls of this key. */
  boolean reaches(String key);

  /**
   * Sends a call that concerns one key, which is among its arguments. Completes with null for nil;
   * fails with the server's error, or when the time limit is over.
   */
  Future<@Nullable Response> send(String key, Request request);

  /** Calls under way fail. */
  void close();
}
