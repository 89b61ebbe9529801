package dev.headwater.edge.redis;

import dev.headwater.edge.telemetry.RedisConnectionMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that is made again, in the background, whenever it ends. Event-loop confined. */
final class LastingConnection {
  private static final Logger LOGGER = LoggerFactory.getLogger(LastingConnection.class);
  private static final long NONE = -1;

  /** A server that restarts is away for less; one that refuses the password is not. */
  private static final int FAILURES_TOLD = 2;

  private final Vertx vertx;
  private final URI server;
  private final ConnectionTerms terms;
  private final RedisConnectionMeters meters;
  private @Nullable LiveConnection live;
  private int failures;
  private long timer = NONE;
  private boolean closed;

  LastingConnection(Vertx vertx, URI server, ConnectionTerms terms, RedisConnectionMeters meters) {
    this.vertx = vertx;
    this.server = server;
    this.terms = terms;
    this.meters = meters;
  }

  /** Completes, always well, once the first attempt is over. */
  Future<Void> open() {
    return LiveConnection.connect(vertx, server, terms, this::ended)
        .onSuccess(this::connected)
        .onFailure(this::failed)
        .transform(_ -> Future.succeededFuture());
  }

  /** Null while there is none. */
  @Nullable LiveConnection live() {
    return live;
  }

  /** Told once for each time that the server is away, however often it is tried. */
  private void failed(Throwable cause) {
    if (failures == FAILURES_TOLD && !closed) {
      LOGGER.warn(
          "no connection to Redis {}:{}, trying on: {}",
          server.getHost(),
          server.getPort(),
          cause.getMessage());
    }
    tryLater();
  }

  private void connected(LiveConnection connection) {
    if (closed) {
      connection.close();
      return;
    }
    live = connection;
    meters.connected();
  }

  private void ended(LiveConnection.End how) {
    LiveConnection before = live;
    live = null;
    switch (how) {
      case CLOSED -> meters.closed();
      case SILENT -> meters.silent();
    }
    if (before != null && before.answeredOnce()) {
      failures = 0; // a handshake alone proves nothing
    }
    tryLater();
  }

  private void tryLater() {
    if (!closed) {
      long delay = Backoff.millis(failures++, ThreadLocalRandom.current());
      timer = vertx.setTimer(delay, _ -> open());
    }
  }

  void close() {
    closed = true;
    vertx.cancelTimer(timer);
    if (live != null) {
      live.close();
      live = null;
      meters.closed();
    }
  }
}
