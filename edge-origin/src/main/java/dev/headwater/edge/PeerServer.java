package dev.headwater.edge;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.fill.CacheParts;
import dev.headwater.edge.fill.LoadShedder;
import dev.headwater.edge.fill.ResponseCache;
import dev.headwater.edge.peer.Neighbours;
import dev.headwater.edge.peer.PeerSecret;
import dev.headwater.edge.peer.PeerSettings;
import dev.headwater.edge.request.KnownRoutes;
import dev.headwater.edge.respond.PeerDress;
import dev.headwater.edge.respond.Responder;
import dev.headwater.platform.http.UpgradeHold;
import dev.headwater.platform.problem.InvalidRequests;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The node's port for other nodes, on an event loop that serves no viewers, and what the node knows
 * of the others.
 */
final class PeerServer extends VerticleBase {
  /** A request as it goes to the source: a viewer's, and what was added on the way. */
  private static final int MAX_HEADER_BYTES = 32 * 1024;

  private static final int IDLE_SECONDS = 75;

  /** What other nodes are reading may go on for this long after a stop is asked for. */
  private static final long DRAIN_SECONDS = 5;

  private final SharedState shared;
  private final PeerSettings settings;
  private @Nullable HttpServer server;
  private @Nullable Neighbours neighbours;

  PeerServer(SharedState shared) {
    this.shared = shared;
    this.settings = shared.settings.peer();
  }

  @Override
  public Future<?> start() {
    shared.decidesOn(context);
    PeerSecret secret = new PeerSecret(settings.secret().orElseThrow(), shared.clock);
    HttpServer listening =
        vertx
            .createHttpServer(options())
            .invalidRequestHandler(InvalidRequests::answer)
            .connectionHandler(UpgradeHold::set);
    server = listening;
    PeerPath path = path(secret, () -> settings.addressAt(listening.actualPort()));
    listening.requestHandler(path::handle);
    return listening
        .listen(settings.port().orElseThrow(), settings.host())
        .compose(bound -> know(bound.actualPort(), secret));
  }

  private Future<Void> know(int port, PeerSecret secret) {
    Neighbours known =
        new Neighbours(
            vertx,
            new Neighbours.Place(
                shared.settings.redis().stateServer().orElseThrow(),
                settings.addressAt(port),
                shared.settings.space(),
                secret),
            shared.leaseBreaker,
            shared.peerMeters,
            shared.stateConnectionMeters);
    neighbours = known;
    shared.knows(known, port);
    return known.open();
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setIdleTimeout(IDLE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setMaxInitialLineLength(MAX_HEADER_BYTES)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setTcpNoDelay(true);
  }

  /** Nothing is begun for other nodes, so that there is no source to ask, and nothing to shed. */
  private PeerPath path(PeerSecret secret, Supplier<String> address) {
    EdgeOriginSettings node = shared.settings;
    ResponseCache cache =
        new CacheParts(
                vertx,
                shared.memory,
                Optional.empty(),
                _ -> Future.failedFuture(new FailureException(new Failure.NotHere())),
                shared.fills,
                new LoadShedder(shared.fills.fills(), node.fills().max(), () -> 0),
                new CacheParts.Sizes(node.memory().whole(), node.memory().slice()),
                shared.clock)
            .cache();
    return new PeerPath(
        new PeerPath.Identity(secret, address, new PeerDress(shared.purges)),
        shared.live.map(
            live -> new PeerPath.LivePeers(live.ingestOfPeers(vertx), live.followDesk(context))),
        new PeerPath.Steps(
            new KnownRoutes(shared.policy::router),
            shared.publishers,
            new CacheRequests(shared.node, node.limits().proxies()),
            cache,
            new Responder(
                cache.contents(), context, shared.purges, shared.requestMeters, shared.clock)),
        shared.clock);
  }

  @Override
  public Future<?> stop() {
    Future<Void> drained =
        server == null
            ? Future.succeededFuture()
            : server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS);
    return drained.eventually(
        () -> neighbours == null ? Future.succeededFuture() : neighbours.close());
  }
}
