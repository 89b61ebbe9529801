package dev.headwater.standalone.service;

import dev.headwater.edge.EdgeOriginServer;
import dev.headwater.edge.EdgeOriginSettings;
import dev.headwater.platform.runtime.EventLoops;
import dev.headwater.standalone.process.Blocking;
import dev.headwater.standalone.process.Shutdown;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** Does what {@code headwater edge} says. */
public final class EdgeRun {
  private EdgeRun() {}

  /** Fails where the settings can't be used; starts nothing. */
  public static void check(ServiceSettings settings) {
    EdgeOriginSettings edge = settings.load(EdgeOriginSettings.class);
    System.out.println(
        "The settings are good; port " + edge.port() + ", admin port " + edge.adminPort() + ".");
  }

  /** Ends with the process. */
  public static void run(ServiceSettings settings) {
    EdgeOriginSettings edge = settings.load(EdgeOriginSettings.class);
    Shutdown shutdown = Shutdown.install();
    try {
      Vertx vertx = EventLoops.start(new VertxOptions());
      shutdown.later("the event loops", () -> Blocking.closed(vertx.close()));
      EdgeOriginServer server = Blocking.started(EdgeOriginServer.start(vertx, edge));
      shutdown.later("the data plane", () -> Blocking.closed(server.close()));
      System.out.println(
          "Data plane on port " + server.port() + ", admin port " + server.adminPort() + ".");
    } finally {
      shutdown.started();
    }
    shutdown.await();
  }
}
