package dev.headwater.control;

import dev.headwater.platform.telemetry.AdminServer;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;

/**
 * A running packaging worker in a process of its own: it takes jobs, and answers for its health and
 * metrics. Thread-safe.
 */
public final class WorkerServer {
  private final Vertx vertx;
  private final String deploymentId;
  private final AdminServer admin;

  private WorkerServer(Vertx vertx, String deploymentId, AdminServer admin) {
    this.vertx = vertx;
    this.deploymentId = deploymentId;
    this.admin = admin;
  }

  /**
   * Fails, leaving nothing behind, where the database can't be reached or stays without its tables,
   * ffmpeg doesn't run, or the admin port can't be bound.
   */
  public static Future<WorkerServer> start(Vertx vertx, WorkerSettings settings) {
    Worker worker = new Worker(settings);
    DeploymentOptions options =
        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    return vertx
        .deployVerticle(worker, options)
        .compose(id -> worker.admin().map(admin -> new WorkerServer(vertx, id, admin)));
  }

  /** Of health and metrics. */
  public int adminPort() {
    return admin.port();
  }

  /** Kills what encodes, gives its jobs back to others, then lets go of everything. */
  public Future<Void> close() {
    return vertx.undeploy(deploymentId);
  }
}
