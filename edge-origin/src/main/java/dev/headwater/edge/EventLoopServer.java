package dev.headwater.edge;

import dev.headwater.edge.EdgeOriginSettings.Role;
import dev.headwater.edge.admission.ClientAddress;
import dev.headwater.edge.cluster.Cluster;
import dev.headwater.edge.fill.CacheParts;
import dev.headwater.edge.fill.LoadShedder;
import dev.headwater.edge.fill.ResponseCache;
import dev.headwater.edge.function.GuardedFunction;
import dev.headwater.edge.live.Ingest;
import dev.headwater.edge.live.LiveWaiting;
import dev.headwater.edge.peer.Neighbours;
import dev.headwater.edge.prefetch.Prefetcher;
import dev.headwater.edge.request.KnownRoutes;
import dev.headwater.edge.request.Router;
import dev.headwater.edge.respond.Exchange;
import dev.headwater.edge.respond.Expectation;
import dev.headwater.edge.respond.Responder;
import dev.headwater.edge.respond.StatedLifetimes;
import dev.headwater.edge.source.Source;
import dev.headwater.edge.tier.RedisLanes;
import dev.headwater.edge.tier.RedisTier;
import dev.headwater.platform.http.UpgradeHold;
import dev.headwater.platform.problem.InvalidRequests;
import dev.headwater.platform.runtime.WorkerThreads;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
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

  /** A segment's bytes leave in few writes; the kernel caps it at net.core.wmem_max. */
  private static final int SEND_BUFFER_BYTES = 1024 * 1024;

  /** What is being sent may finish for this long after a stop is asked for. */
  private static final long DRAIN_SECONDS = 5;

  private final SharedState shared;
  private @Nullable HttpServer server;
  private @Nullable EventLoopLag lag;
  private Sources.@Nullable OnLoop source;
  private Runnable peers = () -> {};
  private Optional<RedisTier> redis = Optional.empty();
  private Optional<LiveWaiting> waiting = Optional.empty();
  private List<GuardedFunction> functions = List.of();

  EventLoopServer(SharedState shared) {
    this.shared = shared;
  }

  @Override
  public Future<?> start() {
    return shared.functions.isEmpty()
        ? serve()
        : WorkerThreads.run(vertx, () -> shared.functions.get().open(shared.functionMeters))
            .compose(opened -> {
              functions = opened;
              return serve();
            });
  }

  private Future<?> serve() {
    shared.decidesOn(context);
    EventLoopLag measured = new EventLoopLag(vertx);
    lag = measured;
    Optional<RedisLanes> lanes = lanes();
    redis = lanes.map(this::tier);
    RequestPath path = path(measured);
    HttpServer listening =
        vertx
            .createHttpServer(options())
            .invalidRequestHandler(InvalidRequests::answer)
            .connectionHandler(connection -> {
              IdleLimit.set(connection, IDLE_SECONDS);
              SharedFlushes.set(connection);
              UpgradeHold.set(connection);
            })
            .requestHandler(handler(path));
    server = listening;
    return lanes
        .map(RedisLanes::open)
        .orElse(Future.succeededFuture())
        .compose(_ -> listening.listen(sharedPort(shared.settings.port()), shared.settings.host()))
        .onSuccess(bound -> shared.listens(bound.actualPort()));
  }

  /** What encoders push goes its own way. */
  private Handler<HttpServerRequest> handler(RequestPath path) {
    if (shared.live.isEmpty()) {
      return request -> serve(request, path);
    }
    Ingest ingest =
        shared.live.get().ingest(vertx, new ClientAddress(shared.settings.limits().proxies()));
    return request -> {
      if (ingest.takes(request)) {
        ingest.handle(request);
      } else {
        serve(request, path);
      }
    };
  }

  private static void serve(HttpServerRequest request, RequestPath path) {
    Expectation.meet(request);
    path.handle(Exchange.begin(request));
  }

  private Optional<RedisLanes> lanes() {
    return shared
        .settings
        .redis()
        .servers()
        .map(servers ->
            RedisLanes.of(
                vertx,
                servers,
                shared.settings.redis().connections(),
                shared.redisConnectionMeters));
  }

  private RedisTier tier(RedisLanes lanes) {
    return new RedisTier(
        new RedisTier.Share(shared.settings.space(), shared.settings.redis().maxEntry()),
        lanes,
        shared.memory.allocation(),
        shared.purges,
        shared.redisBreaker,
        shared.redisMeters);
  }

  /** A free port that all event loops share is asked for as -1; each would get its own for 0. */
  private static int sharedPort(int port) {
    return port == 0 ? -1 : port;
  }

  /** Without WebSockets, which nobody speaks here: each request would be looked at for them. */
  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setAcceptBacklog(BACKLOG)
        .setIdleTimeout(IDLE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setMaxInitialLineLength(MAX_HEADER_BYTES)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setSendBufferSize(SEND_BUFFER_BYTES)
        .setTcpNoDelay(true);
  }

  private RequestPath path(EventLoopLag measured) {
    EdgeOriginSettings settings = shared.settings;
    LoadShedder shedder =
        new LoadShedder(shared.fills.fills(), settings.fills().max(), measured::millis);
    Sources.OnLoop behind = shared.sources.onLoop(vertx, shared);
    source = behind;
    ResponseCache cache =
        new CacheParts(
                vertx,
                shared.memory,
                redis,
                collapsed(behind.source()),
                shared.fills,
                shedder,
                new CacheParts.Sizes(settings.memory().whole(), settings.memory().slice()),
                shared.clock)
            .cache();
    Router router = new KnownRoutes(shared.policy::router);
    Responder responder =
        new Responder(cache.contents(), context, shared.purges, shared.requestMeters, shared.clock);
    waiting = shared.live.map(node -> node.waiting(vertx, context));
    return new RequestPath.Steps(
            functions.isEmpty()
                ? Optional.empty()
                : Optional.of(
                    new FunctionStep(
                        functions,
                        shared.hops,
                        new ClientAddress(settings.limits().proxies()),
                        responder)),
            router,
            behind.door(),
            shared.publishers,
            shared.limits,
            shared.cluster.map(Cluster::viewers),
            new CacheRequests(shared.node, settings.limits().proxies()),
            behind.keys(),
            waiting.map(here -> new LiveStep(shared.live.orElseThrow().desk(), here, responder)),
            cache,
            new Prefetcher(
                router, shared.publishers, cache, shared.prefetches, shared.prefetchMeters),
            responder,
            settings.role() == Role.ORIGIN ? Optional.of(new StatedLifetimes()) : Optional.empty(),
            shared.clock)
        .path();
  }

  private Source collapsed(Source source) {
    Neighbours known = shared.neighbours();
    if (known == null) {
      return source;
    }
    Neighbours.OnLoop collapsed = known.collapse(vertx, source);
    peers = collapsed.close();
    return collapsed.source();
  }

  @Override
  public Future<?> stop() {
    if (lag != null) {
      lag.close();
    }
    waiting.ifPresent(LiveWaiting::close);
    Future<Void> drained =
        server == null
            ? Future.succeededFuture()
            : server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS);
    return drained.onComplete(_ -> {
      redis.ifPresent(RedisTier::close);
      if (source != null) {
        source.close().run();
      }
      peers.run();
    });
  }
}
