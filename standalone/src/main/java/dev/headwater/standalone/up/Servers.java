package dev.headwater.standalone.up;

import dev.headwater.control.ControlPlaneServer;
import dev.headwater.control.encoding.LiveIngest;
import dev.headwater.control.packaging.PackagingWorker;
import dev.headwater.edge.EdgeOriginServer;
import dev.headwater.platform.runtime.EventLoops;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.standalone.process.Blocking;
import dev.headwater.standalone.process.Shutdown;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/**
 * Starts the servers in this process, and sees to their end. The data plane comes first: whoever is
 * let in by the control plane may play at once.
 */
final class Servers {
  private final ServerSettings settings;
  private final Shutdown shutdown;
  private final StartLog log;

  Servers(ServerSettings settings, Shutdown shutdown, StartLog log) {
    this.settings = settings;
    this.shutdown = shutdown;
    this.log = log;
  }

  void start() throws Exception {
    Vertx vertx = EventLoops.start(new VertxOptions());
    shutdown.later("the event loops", () -> Blocking.closed(vertx.close()));
    log.step("data plane", () -> edge(vertx));
    shutdown.goOn();
    ControlPlaneServer control = log.step("control plane", () -> control(vertx));
    shutdown.goOn();
    log.step("packaging", () -> worker(vertx, control));
    if (settings.live().enabled()) {
      shutdown.goOn();
      log.step("live encoding", () -> live(vertx, control));
    }
  }

  private ControlPlaneServer control(Vertx vertx) {
    ControlPlaneServer server =
        Blocking.started(ControlPlaneServer.start(vertx, settings.control()));
    shutdown.later("the control plane", () -> Blocking.closed(server.close()));
    return server;
  }

  private PackagingWorker worker(Vertx vertx, ControlPlaneServer control) {
    PackagingWorker worker =
        Blocking.started(
            PackagingWorker.start(
                vertx,
                new PackagingWorker.Parts(
                    settings.packaging(),
                    settings.live().ingestUrls(),
                    control.pool(),
                    control.store(),
                    new Envelope(settings.control().sealingKeys()),
                    control.meters())));
    shutdown.later("the packaging", () -> Blocking.closed(worker.close()));
    return worker;
  }

  private LiveIngest live(Vertx vertx, ControlPlaneServer control) {
    LiveIngest ingest =
        Blocking.started(
            LiveIngest.start(
                vertx,
                settings.live(),
                settings.packaging(),
                control.pool(),
                new Envelope(settings.control().sealingKeys()),
                control.meters()));
    shutdown.later("the live encoding", () -> Blocking.closed(ingest.close()));
    return ingest;
  }

  private EdgeOriginServer edge(Vertx vertx) {
    EdgeOriginServer server = Blocking.started(EdgeOriginServer.start(vertx, settings.edge()));
    shutdown.later("the data plane", () -> Blocking.closed(server.close()));
    return server;
  }
}
