package dev.headwater.control;

import dev.headwater.platform.store.ObjectStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;

/**
 * A running control plane: API and console on one port, health and metrics on another. Thread-safe.
 */
public final class ControlPlaneServer {
  private final Vertx vertx;
  private final String deploymentId;
  private final ControlPlane.Parts parts;

  private ControlPlaneServer(Vertx vertx, String deploymentId, ControlPlane.Parts parts) {
    this.vertx = vertx;
    this.deploymentId = deploymentId;
    this.parts = parts;
  }

  /** Fails, leaving nothing behind, where the database can't be reached or a port be bound. */
  public static Future<ControlPlaneServer> start(Vertx vertx, ControlPlaneSettings settings) {
    ControlPlane controlPlane = new ControlPlane(settings);
    DeploymentOptions options =
        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    return vertx
        .deployVerticle(controlPlane, options)
        .compose(id -> controlPlane.parts().map(parts -> new ControlPlaneServer(vertx, id, parts)));
  }

  /** Of API and console. */
  public int port() {
    return parts.api().port();
  }

  /** Of health and metrics. */
  public int adminPort() {
    return parts.admin().port();
  }

  /** Of the feed. */
  public int internalPort() {
    return parts.internal().port();
  }

  /** For workers that run in the same process. */
  public Pool pool() {
    return parts.database().pool();
  }

  /** For workers that run in the same process. */
  public ObjectStore store() {
    return parts.store();
  }

  /** For workers that run in the same process. */
  public MeterRegistry meters() {
    return parts.telemetry().registry();
  }

  /** Stops listening, then lets go of everything. */
  public Future<Void> close() {
    return vertx.undeploy(deploymentId);
  }
}
