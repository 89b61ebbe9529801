package dev.headwater.edge;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.PolicyException;
import dev.headwater.cachepolicy.PolicyReader;
import dev.headwater.edge.cluster.Cluster;
import dev.headwater.edge.feed.FeedFollower;
import dev.headwater.edge.feed.NodeState;
import dev.headwater.edge.live.LiveNode;
import dev.headwater.platform.runtime.MonotonicClock;
import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.settings.SettingsException;
import dev.headwater.platform.telemetry.AdminCall;
import dev.headwater.platform.telemetry.AdminServer;
import dev.headwater.platform.telemetry.HealthCheck;
import dev.headwater.platform.telemetry.Telemetry;
import io.netty.util.internal.PlatformDependent;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A data plane node: one HTTP server on all event loops, and its admin port. Thread-safe; started
 * and closed once.
 */
public final class EdgeOriginServer {
  private static final String NAME = "edge-origin";

  private final Vertx vertx;
  private final SharedState shared;
  private final Telemetry telemetry;
  private final AdminServer admin;
  private final List<String> deployments;

  private EdgeOriginServer(
      Vertx vertx,
      SharedState shared,
      Telemetry telemetry,
      AdminServer admin,
      List<String> deployments) {
    this.vertx = vertx;
    this.shared = shared;
    this.telemetry = telemetry;
    this.admin = admin;
    this.deployments = deployments;
  }

  /** Fails, and leaves nothing running, where a port is taken or the source can't be opened. */
  public static Future<EdgeOriginServer> start(Vertx vertx, EdgeOriginSettings settings) {
    long wanted = settings.memory().maxSize().bytes();
    if (wanted > PlatformDependent.maxDirectMemory()) {
      return Future.failedFuture(
          new SettingsException(
              List.of(
                  "memory.max-size: %s (expected: <= %s, the limit of this process; raise it by -XX:MaxDirectMemorySize)"
                      .formatted(
                          settings.memory().maxSize(),
                          new DataSize(PlatformDependent.maxDirectMemory())))));
    }
    CachePolicy policy;
    try {
      policy = policy(settings);
    } catch (PolicyException | IOException e) {
      return Future.failedFuture(new SettingsException(List.of("policy: " + e.getMessage())));
    }
    Telemetry telemetry = new Telemetry(NAME);
    return Sources.open(vertx, settings, telemetry.registry(), MonotonicClock.system())
        .compose(sources -> start(vertx, settings, policy, sources, telemetry))
        .onFailure(_ -> telemetry.close());
  }

  private static CachePolicy policy(EdgeOriginSettings settings) throws IOException {
    Optional<Path> file = settings.policyFile();
    return file.isEmpty()
        ? PolicyReader.shipped()
        : PolicyReader.read(file.get().toString(), Files.readString(file.get()));
  }

  /** Takes over the sources, which are closed with the server, or where it can't start. */
  static Future<EdgeOriginServer> start(
      Vertx vertx,
      EdgeOriginSettings settings,
      CachePolicy policy,
      Sources sources,
      Telemetry telemetry) {
    return Future.succeededFuture()
        .map(_ -> new SharedState(settings, policy, sources, telemetry.registry()))
        .compose(shared -> start(vertx, shared, telemetry))
        .recover(cause -> sources.close().transform(_ -> Future.failedFuture(cause)));
  }

  private static Future<EdgeOriginServer> start(
      Vertx vertx, SharedState shared, Telemetry telemetry) {
    EdgeOriginSettings settings = shared.settings;
    return deploy(vertx, shared)
        .compose(deployments ->
            AdminServer.listen(
                    vertx,
                    settings.admin().host(),
                    settings.adminPort(),
                    new AdminServer.Rooms(
                        telemetry,
                        List.of(new HealthCheck("accepting", shared::accepting)),
                        clusterCalls(shared.cluster)))
                .map(admin -> new EdgeOriginServer(vertx, shared, telemetry, admin, deployments))
                .onSuccess(_ -> shared.cluster.ifPresent(Cluster::start)) // now that it serves
                .recover(cause ->
                    undeploy(vertx, deployments).transform(_ -> Future.failedFuture(cause))));
  }

  private static List<AdminCall> clusterCalls(Optional<Cluster> cluster) {
    AdminCall view = AdminCall.get("/cluster", () -> Cluster.describe(cluster));
    return cluster
        .map(joined ->
            List.of(
                view,
                AdminCall.post("/cluster/leave", joined::leave),
                AdminCall.post("/cluster/join", joined::join)))
        .orElse(List.of(view));
  }

  /**
   * First what was purged, then the port for other nodes: who serves viewers wants to know both, as
   * long as it serves.
   */
  private static Future<List<String>> deploy(Vertx vertx, SharedState shared) {
    List<String> deployed = new ArrayList<>(); // the last first
    Optional<FeedFollower> follower = follower(shared);
    Future<?> known =
        follower.isPresent()
            ? vertx.deployVerticle(follower.get()).onSuccess(deployed::addFirst)
            : Future.succeededFuture();
    return known
        .compose(_ -> deployPeers(vertx, shared))
        .onSuccess(peers -> peers.forEach(deployed::addFirst))
        .compose(_ -> deployLive(vertx, shared))
        .onSuccess(live -> live.forEach(deployed::addFirst))
        .compose(_ ->
            vertx.deployVerticle(
                () -> new EventLoopServer(shared),
                new DeploymentOptions()
                    .setInstances(Math.max(1, Runtime.getRuntime().availableProcessors()))))
        .onSuccess(deployed::addFirst)
        .map(_ -> {
          follower.ifPresent(FeedFollower::serves);
          return deployed;
        })
        .recover(cause -> undeploy(vertx, deployed).transform(_ -> Future.failedFuture(cause)));
  }

  private static Future<List<String>> deployPeers(Vertx vertx, SharedState shared) {
    return shared.settings.hasPeers()
        ? vertx.deployVerticle(new PeerServer(shared)).map(List::of)
        : Future.succeededFuture(List.of());
  }

  private static Future<List<String>> deployLive(Vertx vertx, SharedState shared) {
    Optional<LiveNode> live = shared.live;
    if (live.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    Optional.ofNullable(shared.neighbours()).ifPresent(live.get()::join);
    return vertx.deployVerticle(live.get()).map(List::of);
  }

  private static Optional<FeedFollower> follower(SharedState shared) {
    EdgeOriginSettings settings = shared.settings;
    if (!settings.feed().isFollowed()) {
      return Optional.empty();
    }
    FeedFollower.Place place =
        new FeedFollower.Place(
            settings.feed(), shared.role(), version(), shared.sources.objectStore());
    NodeState state =
        new NodeState(
            shared.purges,
            shared.publications,
            shared.tokens,
            shared.channels,
            shared.memory,
            shared.feedMeters,
            settings.role() == EdgeOriginSettings.Role.EDGE);
    return Optional.of(new FeedFollower(place, state, shared::allLoopsTurned));
  }

  private static String version() {
    String version = EdgeOriginServer.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  /** One after the other. */
  private static Future<Void> undeploy(Vertx vertx, List<String> deployments) {
    Future<Void> gone = Future.succeededFuture();
    for (String deployment : deployments) {
      gone = gone.eventually(() -> vertx.undeploy(deployment));
    }
    return gone;
  }

  public int port() {
    return shared.port();
  }

  /** The port for other nodes; -1 where the node stands alone. */
  public int peerPort() {
    return shared.peerPort();
  }

  public int adminPort() {
    return admin.port();
  }

  /** Lets what is being sent finish, within a bound, and gives everything back. */
  public Future<Void> close() {
    shared.drains();
    Future<Void> left = shared.cluster.map(Cluster::close).orElse(Future.succeededFuture());
    return undeploy(vertx, deployments)
        .eventually(admin::close)
        .eventually(() -> left)
        .eventually(shared.sources::close)
        .onComplete(_ -> {
          shared.close();
          telemetry.close();
        });
  }
}
