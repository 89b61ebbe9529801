package dev.headwater.standalone.service;

import dev.headwater.control.ControlPlaneServer;
import dev.headwater.control.ControlPlaneSettings;
import dev.headwater.control.WorkerServer;
import dev.headwater.control.WorkerSettings;
import dev.headwater.edge.EdgeOriginServer;
import dev.headwater.edge.EdgeOriginSettings;
import dev.headwater.platform.runtime.EventLoops;
import dev.headwater.platform.secret.Secrets;
import dev.headwater.standalone.process.Blocking;
import dev.headwater.standalone.process.Shutdown;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.function.Function;
import java.util.function.Supplier;

/** A server that has a process to itself. Immutable. */
public final class Service {
  private final String name;
  private final Secrets secrets;
  private final Function<Vertx, Future<Running>> start;

  private record Running(String ports, Supplier<Future<Void>> close) {
    static Running on(int port, int adminPort, Supplier<Future<Void>> close) {
      return new Running("on port %d, administration on %d".formatted(port, adminPort), close);
    }
  }

  private Service(String name, Secrets secrets, Function<Vertx, Future<Running>> start) {
    this.name = name;
    this.secrets = secrets;
    this.start = start;
  }

  /** A data plane node; fails where the settings can't be used. */
  public static Service edge(ServiceSettings settings) {
    EdgeOriginSettings edge = settings.load(EdgeOriginSettings.class);
    settings.check(() -> EdgeOriginServer.checked(edge));
    return new Service(
        "Data plane",
        settings.secrets(),
        vertx ->
            EdgeOriginServer.start(vertx, edge)
                .map(server -> Running.on(server.port(), server.adminPort(), server::close)));
  }

  /** A control plane; fails where the settings can't be used. */
  public static Service control(ServiceSettings settings) {
    ControlPlaneSettings control = settings.load(ControlPlaneSettings.class);
    return new Service(
        "Control plane",
        settings.secrets(),
        vertx ->
            ControlPlaneServer.start(vertx, control)
                .map(server -> Running.on(server.port(), server.adminPort(), server::close)));
  }

  /** A packaging worker; fails where the settings can't be used. */
  public static Service worker(ServiceSettings settings) {
    WorkerSettings worker = settings.load(WorkerSettings.class);
    return new Service(
        "Worker",
        settings.secrets(),
        vertx ->
            WorkerServer.start(vertx, worker.with(FoundPrograms.of(worker.packaging())))
                .map(server ->
                    new Running(
                        "with administration on port " + server.adminPort(), server::close)));
  }

  /** Ends with the process. */
  public void run() {
    Shutdown shutdown = Shutdown.install();
    try {
      secrets.follow();
      shutdown.later("the secrets", secrets::close);
      Vertx vertx = EventLoops.start(new VertxOptions());
      shutdown.later("the event loops", () -> Blocking.closed(vertx.close()));
      Running running = Blocking.started(start.apply(vertx));
      shutdown.later(name, () -> Blocking.closed(running.close.get()));
      System.out.println(name + " " + running.ports + ".");
    } finally {
      shutdown.started();
    }
    shutdown.await();
  }
}
