package dev.headwater.edge;

import dev.headwater.edge.admission.PublicationFacts;
import dev.headwater.edge.fill.LoadShedder;
import dev.headwater.edge.fill.TieredCache;
import dev.headwater.edge.respond.Responder;
import dev.headwater.edge.tier.RedisTier;
import dev.headwater.platform.problem.InvalidRequests;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The node's HTTP server on one event loop; all instances share the port. */
final class EventLoopServer extends VerticleBase {
  /** Longer than a player's longest pause between requests (a segment), shorter than a leak. */
  private static final int IDLE_SECONDS = 75;

  /** A connection burst of a flash crowd; the kernel caps it at net.core.somaxconn. */
  private static final int BACKLOG = 4096;

  /** Our requests have a token of 400 bytes and a few fields. */
  private static final int MAX_HEADER_BYTES = 16 * 1024;

  /** What is being sent may finish for this long after a stop is asked for. */
  private static final long DRAIN_SECONDS = 5;

  private final SharedState shared;
  private @Nullable HttpServer server;
  private @Nullable EventLoopLag lag;
  private Optional<RedisTier> redis = Optional.empty();

  EventLoopServer(SharedState shared) {
    this.shared = shared;
  }

  @Override
  public Future<?> start() {
    EventLoopLag measured = new EventLoopLag(vertx);
    lag = measured;
    redis =
        shared
            .settings
            .redis()
            .cache()
            .map(address ->
                RedisTier.create(
                    vertx,
                    address,
                    shared.settings.redis().maxEntry(),
                    shared.redisBreaker,
                    shared.redisMeters));
    HttpServer listening =
        vertx
            .createHttpServer(options())
            .invalidRequestHandler(InvalidRequests::answer)
            .requestHandler(path(measured)::handle);
    server = listening;
    return listening
        .listen(sharedPort(shared.settings.port()), shared.settings.host())
        .onSuccess(bound -> shared.listens(bound.actualPort()));
  }

  /** A free port that all event loops share is asked for as -1; each would get its own for 0. */
  private static int sharedPort(int port) {
    return port == 0 ? -1 : port;
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setAcceptBacklog(BACKLOG)
        .setIdleTimeout(IDLE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setMaxInitialLineLength(MAX_HEADER_BYTES)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setTcpNoDelay(true);
  }

  private RequestPath path(EventLoopLag measured) {
    LoadShedder shedder =
        new LoadShedder(shared.fills, shared.settings.fills().max(), measured::millis);
    TieredCache cache =
        new TieredCache.Parts(
                vertx, shared.memory, redis, shared.source, shared.fills, shedder, shared.clock)
            .cache();
    return new RequestPath.Steps(
            shared.policy,
            new PublicationFacts(shared.publications, shared.source, shared.clock),
            shared.tokens,
            cache,
            new Responder(shared.policy, shared.requestMeters, shared.clock),
            shared.clock)
        .path();
  }

  @Override
  public Future<?> stop() {
    if (lag != null) {
      lag.close();
    }
    Future<Void> drained =
        server == null
            ? Future.succeededFuture()
            : server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS);
    return drained.onComplete(_ -> redis.ifPresent(RedisTier::close));
  }
}
