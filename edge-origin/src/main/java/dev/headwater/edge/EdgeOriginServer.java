package dev.headwater.edge;

import dev.headwater.cachepolicy.yaml.PolicyException;
import dev.headwater.cachepolicy.yaml.PolicyText;
import dev.headwater.edge.cluster.Cluster;
import dev.headwater.edge.feed.FeedFollower;
import dev.headwater.edge.feed.NodeState;
import dev.headwater.edge.function.Functions;
import dev.headwater.edge.live.LiveNode;
import dev.headwater.edge.policy.LoadedPolicy;
import dev.headwater.edge.policy.PolicyFollower;
import dev.headwater.edge.policy.PolicyStatus;
import dev.headwater.platform.runtime.MonotonicClock;
import dev.headwater.platform.runtime.WorkerThreads;
import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.settings.SettingsException;
import dev.headwater.platform.telemetry.AdminCall;
import dev.headwater.platform.telemetry.AdminServer;
import dev.headwater.platform.telemetry.HealthCheck;
import dev.headwater.platform.telemetry.Telemetry;
import io.netty.util.internal.PlatformDependent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

  private final SharedState shared;
  private final Telemetry telemetry;
  private final AdminServer admin;
  private final Placement parts;

  private EdgeOriginServer(
      SharedState shared, Telemetry telemetry, AdminServer admin, Placement parts) {
    this.shared = shared;
    this.telemetry = telemetry;
    this.admin = admin;
    this.parts = parts;
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
    LoadedPolicy policy;
    try {
      policy = policy(settings);
    } catch (SettingsException e) {
      return Future.failedFuture(e);
    }
    Telemetry telemetry = new Telemetry(NAME);
    return loaded(vertx, settings)
        .compose(functions ->
            Sources.open(vertx, settings, telemetry.registry(), MonotonicClock.system())
                .compose(sources -> start(vertx, settings, policy, functions, sources, telemetry))
                .onFailure(_ -> functions.ifPresent(Functions::close)))
        .onFailure(_ -> telemetry.close());
  }

  private static Future<Optional<Functions>> loaded(Vertx vertx, EdgeOriginSettings settings) {
    return settings.functions().isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : WorkerThreads.run(vertx, () -> Optional.of(Functions.load(settings.functions())));
  }

  /** The same settings; fails with SettingsException where a file that they name can't be used. */
  public static EdgeOriginSettings checked(EdgeOriginSettings settings) {
    policy(settings);
    if (!settings.functions().isEmpty()) {
      Functions.load(settings.functions()).close();
    }
    return settings;
  }

  /** The policy that the settings name; fails with SettingsException where it can't be used. */
  public static LoadedPolicy policy(EdgeOriginSettings settings) {
    Optional<Path> file = settings.policyFile();
    try {
      return file.isEmpty() ? LoadedPolicy.shipped() : LoadedPolicy.of(PolicyText.of(file.get()));
    } catch (NoSuchFileException e) {
      throw new SettingsException(List.of("policy: " + file.get() + " (expected: a file)"));
    } catch (PolicyException | IOException e) {
      throw new SettingsException(List.of("policy: " + e.getMessage()));
    }
  }

  /** Takes over the sources, which are closed with the server, or where it can't start. */
  static Future<EdgeOriginServer> start(
      Vertx vertx,
      EdgeOriginSettings settings,
      LoadedPolicy policy,
      Optional<Functions> functions,
      Sources sources,
      Telemetry telemetry) {
    return Future.succeededFuture()
        .map(_ -> new SharedState(settings, policy, functions, sources, telemetry.registry()))
        .compose(shared -> start(vertx, shared, telemetry))
        .recover(cause -> sources.close().transform(_ -> Future.failedFuture(cause)));
  }

  private static Future<EdgeOriginServer> start(
      Vertx vertx, SharedState shared, Telemetry telemetry) {
    EdgeOriginSettings settings = shared.settings;
    Optional<PolicyFollower> follower =
        settings
            .policyFile()
            .filter(Files::isRegularFile) // a pipe says nothing more
            .map(file -> follower(shared, file));
    return deploy(vertx, shared, follower)
        .compose(parts ->
            AdminServer.listen(
                    vertx,
                    settings.admin().host(),
                    settings.adminPort(),
                    new AdminServer.Rooms(
                        telemetry, checks(shared, follower), calls(shared, follower)))
                .map(admin -> new EdgeOriginServer(shared, telemetry, admin, parts))
                .onSuccess(_ -> shared.cluster.ifPresent(Cluster::start)) // now that it serves
                .recover(cause -> parts.end().transform(_ -> Future.failedFuture(cause))));
  }

  private static PolicyFollower follower(SharedState shared, Path file) {
    PolicyFollower follower =
        new PolicyFollower(file, shared.policy.version(), shared.policy::take, shared.policyMeters);
    shared.policyMeters.follow(follower::status);
    return follower;
  }

  /** A policy that is refused takes no traffic away: the one before it is as good as ever. */
  private static List<HealthCheck> checks(SharedState shared, Optional<PolicyFollower> follower) {
    HealthCheck accepting = new HealthCheck("accepting", shared::accepting);
    return follower
        .map(policy -> List.of(accepting, HealthCheck.toTell("policy", policy::inForce)))
        .orElse(List.of(accepting));
  }

  private static List<AdminCall> calls(SharedState shared, Optional<PolicyFollower> follower) {
    List<AdminCall> calls = new ArrayList<>(clusterCalls(shared.cluster));
    calls.add(AdminCall.get("/policy", () -> status(shared, follower).toJson()));
    follower.ifPresent(policy -> calls.add(AdminCall.post("/policy/reload", policy::reload)));
    return calls;
  }

  private static PolicyStatus status(SharedState shared, Optional<PolicyFollower> follower) {
    return follower
        .map(PolicyFollower::status)
        .orElseGet(() -> new PolicyStatus(shared.policy.version(), Optional.empty()));
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
  private static Future<Placement> deploy(
      Vertx vertx, SharedState shared, Optional<PolicyFollower> policy) {
    Placement parts = new Placement(vertx);
    Optional<FeedFollower> follower = follower(shared);
    return follower
        .map(each -> parts.beside(() -> each))
        .orElse(Future.succeededFuture())
        .compose(_ -> deployPeers(parts, shared))
        .compose(_ -> deployLive(parts, shared))
        .compose(_ -> deployServers(parts, shared, Runtime.getRuntime().availableProcessors()))
        .compose(_ -> policy.map(each -> parts.beside(() -> each)).orElse(Future.succeededFuture()))
        .map(_ -> {
          follower.ifPresent(FeedFollower::serves);
          return parts;
        })
        .recover(cause -> parts.end().transform(_ -> Future.failedFuture(cause)));
  }

  private static Future<Void> deployPeers(Placement parts, SharedState shared) {
    return shared.settings.hasPeers()
        ? parts.alone(new PeerServer(shared))
        : Future.succeededFuture();
  }

  private static Future<Void> deployLive(Placement parts, SharedState shared) {
    Optional<LiveNode> live = shared.live;
    if (live.isEmpty()) {
      return Future.succeededFuture();
    }
    Optional.ofNullable(shared.neighbours()).ifPresent(live.get()::join);
    shared.cluster.ifPresent(live.get()::join);
    return parts.beside(live::get);
  }

  /** One for each processor, at least one. */
  private static Future<Void> deployServers(Placement parts, SharedState shared, int count) {
    Future<Void> deployed = parts.beside(() -> new EventLoopServer(shared));
    return count <= 1 ? deployed : deployed.compose(_ -> deployServers(parts, shared, count - 1));
  }

  private static Optional<FeedFollower> follower(SharedState shared) {
    EdgeOriginSettings settings = shared.settings;
    if (!settings.feed().isFollowed()) {
      return Optional.empty();
    }
    FeedFollower.Place place =
        new FeedFollower.Place(
            settings.feed(),
            shared.role(),
            version(),
            shared.policy::version,
            shared.sources.objectStore());
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
    return parts
        .end()
        .eventually(admin::close)
        .eventually(() -> left)
        .eventually(shared.sources::close)
        .onComplete(_ -> {
          shared.close();
          telemetry.close();
        });
  }
}
