package dev.headwater.standalone.planes;

import dev.headwater.cachepolicy.yaml.PolicyReader;
import dev.headwater.cdnconfig.Cdn;
import dev.headwater.engines.FreePort;
import dev.headwater.engines.testing.ListeningProcess;
import dev.headwater.standalone.layer.RenderedLayer;
import dev.headwater.standalone.planes.Planes.Extra;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A control plane, a node, and a cache between the node and viewers, which checks their tokens and
 * is told of purges. Confined to one thread.
 */
final class LayeredPlanes implements AutoCloseable {
  /** A title of which a copy gets old within a test. */
  static final String BRIEF = "brief";

  private static final String HOP = "0123456789abcdef".repeat(2);
  private static final String PURGE = "fedcba9876543210".repeat(2);
  private static final String POLICY =
      PolicyReader.resource(PolicyReader.SHIPPED)
          + """

          overrides:
            - title: brief
              kinds: [media-segment]
              lifetimes: { browser: 1s, cdn: 1s, origin: 1s, stale-while-revalidate: 0s }
          """;

  /** What stands between the node and viewers. */
  enum Kind {
    NGINX,
    VARNISH,
    HEADWATER
  }

  final Planes planes;
  private final Optional<ListeningProcess> process;
  private final Wire wire; // between the cache and the node
  private final int port;
  private final HttpClient viewer =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** All started. */
  LayeredPlanes(Kind kind, Path folder) throws IOException {
    Path policy = Files.writeString(Files.createDirectories(folder).resolve("policy.yaml"), POLICY);
    Map<String, String> node = Map.of("hop.secrets[0]", HOP, "policy", policy.toString());
    Optional<Cdn> program = program(kind);
    int chosen = FreePort.choose();
    planes =
        new Planes(
            folder.resolve("planes"),
            1,
            1,
            new Extra(program.isEmpty() ? Map.of() : control(program.get(), chosen), node));
    wire = new Wire(planes.vertx, () -> planes.nodes.getFirst().port());
    if (program.isEmpty()) {
      process = Optional.empty();
      port = planes.nodes.get(planes.addNode(edge(policy))).port();
    } else {
      RenderedLayer layer =
          new RenderedLayer(
              program.get(), Files.createDirectories(folder.resolve("layer")), chosen);
      process =
          Optional.of(
              layer.start(
                  PolicyReader.read("test", POLICY),
                  "127.0.0.1:" + wire.port(),
                  new RenderedLayer.Known(HOP, PURGE, keys())));
      port = chosen;
    }
  }

  private static Optional<Cdn> program(Kind kind) {
    return switch (kind) {
      case NGINX -> Optional.of(Cdn.NGINX);
      case VARNISH -> Optional.of(Cdn.VARNISH);
      case HEADWATER -> Optional.empty();
    };
  }

  private static Map<String, String> control(Cdn program, int port) {
    return Map.of(
        "playback.keys.cdns[0]",
        "cdn",
        "playback.keys.checked-by",
        "cdn",
        "cdns[0].name",
        "cdn",
        "cdns[0].kind",
        program.name().toLowerCase(Locale.ROOT),
        "cdns[0].urls[0]",
        "http://127.0.0.1:" + port,
        "cdns[0].secret",
        PURGE);
  }

  private Map<String, String> edge(Path policy) {
    Map<String, String> values = new HashMap<>();
    values.put("role", "edge");
    values.put("policy", policy.toString());
    values.put("source.directory", "");
    values.put("source.upstream.urls[0]", "http://127.0.0.1:" + wire.port());
    values.put("source.upstream.hop-secret", HOP);
    values.put("redis.cache", "");
    return values;
  }

  /** As an operator fetches them. */
  private Map<String, String> keys() {
    Map<String, String> keys = new HashMap<>();
    for (Object each : planes.call("token-keys").getJsonArray("items")) {
      JsonObject key = (JsonObject) each;
      if (key.getString("consumer").equals("cdn")) {
        JsonObject told = planes.call("token-keys/" + key.getString("kid") + "/secret");
        keys.put(told.getString("kid"), told.getString("secret"));
      }
    }
    return keys;
  }

  /** How many requests the node has answered. */
  long asked() {
    return planes.sum(0, "headwater_requests_total{");
  }

  /** Nobody answers where the cache asks. */
  void cutOrigin() {
    wire.cut();
  }

  HttpResponse<String> get(String path, String... fields) {
    return ask("GET", path, fields).join();
  }

  CompletableFuture<HttpResponse<String>> ask(String method, String path, String... fields) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(60));
    if (fields.length > 0) {
      request.headers(fields);
    }
    return viewer.sendAsync(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    viewer.close();
    process.ifPresent(ListeningProcess::close);
    wire.close();
    planes.close();
  }
}
