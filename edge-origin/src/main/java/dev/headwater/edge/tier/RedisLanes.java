package dev.headwater.edge.tier;

import dev.headwater.edge.redis.ConnectionTerms;
import dev.headwater.edge.redis.RedisConnections;
import dev.headwater.edge.redis.RedisServers;
import dev.headwater.edge.telemetry.RedisConnectionMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * The connections of the shared tier: no look-up waits behind megabytes that are being written.
 * Event-loop confined.
 *
 * @param reads for look-ups
 * @param writes for all else
 */
public record RedisLanes(RedisConnections reads, RedisConnections writes) {
  /** A miss in Redis must not cost a viewer more than the source would. */
  private static final Duration READ_LIMIT = Duration.ofMillis(25);

  /** Long enough for pauses of either side that pass, short enough for few to wait in vain. */
  private static final Duration READ_SILENCE = READ_LIMIT.multipliedBy(4);

  private static final int MAX_READS = 128;

  /** Nobody waits for a write; what is under way is bounded by its bytes. */
  private static final Duration WRITE_LIMIT = Duration.ofSeconds(5);

  /** The largest entry gets through a line of 100 Mbit/s in less. */
  private static final Duration WRITE_SILENCE = Duration.ofSeconds(2);

  private static final int MAX_WRITES = 32;

  /** Lanes for the calling event loop, with so many connections for look-ups to each server. */
  public static RedisLanes of(
      Vertx vertx, RedisServers servers, int connections, RedisConnectionMeters meters) {
    return new RedisLanes(
        RedisConnections.of(
            vertx,
            servers,
            new ConnectionTerms(connections, MAX_READS, READ_LIMIT, READ_SILENCE),
            meters),
        RedisConnections.of(
            vertx,
            servers,
            new ConnectionTerms(1, MAX_WRITES, WRITE_LIMIT, WRITE_SILENCE),
            meters));
  }

  /** Completes, always well, once the first attempts to connect are over. */
  public Future<Void> open() {
    return Future.join(reads.open(), writes.open()).mapEmpty();
  }

  void close() {
    reads.close();
    writes.close();
  }
}
