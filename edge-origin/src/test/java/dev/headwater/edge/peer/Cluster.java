package dev.headwater.edge.peer;

import static dev.headwater.edge.peer.Await.await;

import dev.headwater.edge.EdgeOriginServer;
import dev.headwater.edge.EdgeOriginSettings;
import dev.headwater.platform.runtime.EventLoops;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nodes in the edge role on one source, each with event loops of its own and a wire to it. */
final class Cluster implements AutoCloseable {
  static final String SECRET = "0123456789abcdef0123456789abcdef";

  /** A node, and the way that others have to it. */
  record Member(EdgeOriginServer server, Vertx vertx, Wire wire) {
    int port() {
      return server.port();
    }

    int peerPort() {
      return server.peerPort();
    }

    /** The sum of all samples of a metric whose line has the given text. */
    double metric(String name, String labels) {
      return metrics()
          .lines()
          .filter(line -> line.startsWith(name + "{") && line.contains(labels))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .sum();
    }

    private String metrics() {
      URI uri = URI.create("http://127.0.0.1:" + server.adminPort() + "/metrics");
      try (HttpClient client = HttpClient.newHttpClient()) {
        return client
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
            .body();
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Of the source and the wires: neither may be late because viewers are many. */
  private final Vertx vertx = Vertx.vertx();

  private final Vertx crowd = Vertx.vertx();
  private final List<Member> members = new ArrayList<>();
  final CountingSource source;
  final Viewers viewers;

  Cluster(int size, boolean strong) {
    this.source = new CountingSource(vertx, size, strong);
    this.viewers = new Viewers(crowd, source.body);
  }

  /** Begins nodes that have their leases in that Redis; none where it is empty. */
  Cluster with(int nodes, Map<String, String> settings) {
    for (int i = 0; i < nodes; i++) {
      members.add(start(settings));
    }
    return this;
  }

  private Member start(Map<String, String> settings) {
    Wire wire = new Wire(vertx);
    Vertx own = EventLoops.start(new VertxOptions());
    Map<String, String> values = new HashMap<>();
    values.put("role", "edge");
    values.put("host", "127.0.0.1");
    values.put("port", "0");
    values.put("policy", "honour-upstream");
    values.put("memory.max-size", "256MiB");
    values.put("source.upstream.urls[0]", "http://127.0.0.1:" + source.port());
    values.put("peer.port", "0");
    values.put("peer.address", wire.address());
    values.put("peer.secret", SECRET);
    values.putAll(settings);
    EdgeOriginServer server =
        await(
            EdgeOriginServer.start(
                own,
                Settings.bind(
                    EdgeOriginSettings.class, List.of(SettingsSource.of("test", values)))));
    wire.leadTo(server.peerPort());
    return new Member(server, own, wire);
  }

  Member node(int index) {
    return members.get(index);
  }

  Vertx vertx() {
    return vertx;
  }

  @Override
  public void close() {
    viewers.close();
    for (Member member : members) {
      await(member.server.close());
      await(member.vertx.close());
    }
    await(crowd.close());
    await(vertx.close());
  }
}
