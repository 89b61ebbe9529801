package dev.headwater.edge;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.PolicyException;
import dev.headwater.cachepolicy.PolicyReader;
import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.settings.SettingsException;
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
  private final String deployment;

  private EdgeOriginServer(
      Vertx vertx, SharedState shared, Telemetry telemetry, AdminServer admin, String deployment) {
    this.vertx = vertx;
    this.shared = shared;
    this.telemetry = telemetry;
    this.admin = admin;
    this.deployment = deployment;
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
    return Sources.open(vertx, settings, telemetry.registry(), System::currentTimeMillis)
        .compose(sources ->
            start(
                vertx, new SharedState(settings, policy, sources, telemetry.registry()), telemetry))
        .onFailure(_ -> telemetry.close());
  }

  private static CachePolicy policy(EdgeOriginSettings settings) throws IOException {
    Optional<Path> file = settings.policyFile();
    return file.isEmpty()
        ? PolicyReader.shipped()
        : PolicyReader.read(file.get().toString(), Files.readString(file.get()));
  }

  private static Future<EdgeOriginServer> start(
      Vertx vertx, SharedState shared, Telemetry telemetry) {
    EdgeOriginSettings settings = shared.settings;
    int loops = Math.max(1, Runtime.getRuntime().availableProcessors());
    return vertx
        .deployVerticle(
            () -> new EventLoopServer(shared), new DeploymentOptions().setInstances(loops))
        .compose(deployment ->
            AdminServer.listen(
                    vertx,
                    settings.admin().host(),
                    settings.adminPort(),
                    telemetry,
                    List.of(new HealthCheck("accepting", shared::accepting)))
                .map(admin -> new EdgeOriginServer(vertx, shared, telemetry, admin, deployment))
                .recover(cause ->
                    vertx.undeploy(deployment).transform(_ -> Future.failedFuture(cause))));
  }

  public int port() {
    return shared.port();
  }

  public int adminPort() {
    return admin.port();
  }

  /** Lets what is being sent finish, within a bound, and gives everything back. */
  public Future<Void> close() {
    shared.drains();
    return vertx
        .undeploy(deployment)
        .eventually(admin::close)
        .eventually(shared.sources::close)
        .onComplete(_ -> {
          shared.close();
          telemetry.close();
        });
  }
}
