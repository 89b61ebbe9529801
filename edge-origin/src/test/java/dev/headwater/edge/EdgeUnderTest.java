package dev.headwater.edge;

import dev.headwater.edge.judge.ProgramUnderTest;
import dev.headwater.edge.judge.ProxyUnderTest;
import dev.headwater.platform.runtime.EventLoops;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The proxy that public judges look at: a node in the edge role that honours its upstream, or
 * another program where {@code headwater.proxy-under-test} names one.
 */
final class EdgeUnderTest implements ProxyUnderTest {
  private static final String OTHER = "headwater.proxy-under-test";

  private final Vertx vertx = EventLoops.start(new VertxOptions());
  private final EdgeOriginServer server;

  private EdgeUnderTest(int originPort) {
    Map<String, String> settings =
        Map.of(
            "role", "edge",
            "host", "127.0.0.1",
            "port", "0",
            "policy", "honour-upstream",
            "memory.max-size", "64MiB",
            "source.upstream.urls[0]", "http://127.0.0.1:" + originPort);
    this.server =
        Node.await(
            EdgeOriginServer.start(
                vertx,
                Settings.bind(
                    EdgeOriginSettings.class, List.of(SettingsSource.of("test", settings)))));
  }

  static ProxyUnderTest inFrontOf(int originPort) {
    String other = System.getProperty(OTHER);
    return other == null
        ? new EdgeUnderTest(originPort)
        : ProgramUnderTest.start(Path.of(other), originPort);
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    Node.await(server.close());
    Node.await(vertx.close());
  }
}
