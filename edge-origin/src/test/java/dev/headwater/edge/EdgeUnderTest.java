package dev.headwater.edge;

import dev.headwater.edge.judge.ProgramUnderTest;
import dev.headwater.edge.judge.ProxyUnderTest;
import dev.headwater.platform.runtime.EventLoops;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The proxy that public judges look at: a node in the edge role that honours its upstream, or
 * another program where {@code headwater.proxy-under-test} names one.
 */
final class EdgeUnderTest implements ProxyUnderTest {
  private static final String OTHER = "headwater.proxy-under-test";
  private static final Map<String, String> HASTY =
      Map.of(
          "source.upstream.first-byte-timeout",
          "1500ms",
          "source.upstream.stall-timeout",
          "1500ms");

  private final Vertx vertx = EventLoops.start(new VertxOptions());
  private final EdgeOriginServer server;

  private EdgeUnderTest(int originPort, Map<String, String> patience) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "role", "edge",
                "host", "127.0.0.1",
                "port", "0",
                "policy", "honour-upstream",
                "memory.max-size", "64MiB",
                "source.upstream.urls[0]", "http://127.0.0.1:" + originPort));
    settings.putAll(patience);
    this.server =
        Node.await(
            EdgeOriginServer.start(
                vertx,
                Settings.bind(
                    EdgeOriginSettings.class, List.of(SettingsSource.of("test", settings)))));
  }

  static ProxyUnderTest inFrontOf(int originPort) {
    return inFrontOf(originPort, Map.of());
  }

  /** One that soon gives up an origin that says nothing. */
  static ProxyUnderTest hastyInFrontOf(int originPort) {
    return inFrontOf(originPort, HASTY);
  }

  private static ProxyUnderTest inFrontOf(int originPort, Map<String, String> patience) {
    String other = System.getProperty(OTHER);
    return other == null
        ? new EdgeUnderTest(originPort, patience)
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
