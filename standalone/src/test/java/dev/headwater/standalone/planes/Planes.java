package dev.headwater.standalone.planes;

import dev.headwater.control.ControlPlaneServer;
import dev.headwater.control.ControlPlaneSettings;
import dev.headwater.edge.EdgeOriginServer;
import dev.headwater.edge.EdgeOriginSettings;
import dev.headwater.engines.PostgresAddress;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.identity.Identity;
import dev.headwater.platform.identity.NodeRole;
import dev.headwater.platform.identity.NodeTokens;
import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.publication.Publication.State;
import dev.headwater.platform.publication.Publication.Visibility;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Control planes and nodes of the data plane, each node with a wire of its own to a control plane.
 */
final class Planes implements AutoCloseable {
  static final String EPOCH = "00000000000000e1";

  private static final Secret ROOT = new Secret("0123456789abcdef".repeat(4));
  private static final String SEALING_KEY = "fedcba9876543210".repeat(4);
  private static final String PASSWORD = "a password of an administrator";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final Vertx vertx = Vertx.vertx();
  final List<ControlPlaneServer> controls = new ArrayList<>();
  final List<Wire> wires = new ArrayList<>();
  final List<EdgeOriginServer> nodes = new ArrayList<>();

  /** Servers of one Vert.x that ask for any port get the same one. */
  private final List<Vertx> loops = new ArrayList<>();

  private final List<Map<String, String>> further = new ArrayList<>();

  private final Path folder;
  private final Extra extra;
  private final Supplier<PostgresAddress> database;
  private final String token;

  /**
   * Settings over those of all tests; an empty value takes one away.
   *
   * @param node {@code PORT} in a value is that of the node's wire
   */
  record Extra(Map<String, String> control, Map<String, String> node) {
    static final Extra NONE = new Extra(Map.of(), Map.of());
  }

  Planes(Path folder, int controlPlanes, int nodeCount) {
    this(folder, controlPlanes, nodeCount, Extra.NONE);
  }

  Planes(Path folder, int controlPlanes, int nodeCount, Extra extra) {
    this(folder, sharedDatabase(), controlPlanes, nodeCount, extra);
  }

  /**
   * All started.
   *
   * @param database where it is at that time
   */
  Planes(
      Path folder,
      Supplier<PostgresAddress> database,
      int controlPlanes,
      int nodeCount,
      Extra extra) {
    this.folder = folder;
    this.extra = extra;
    this.database = database;
    for (int i = 0; i < controlPlanes; i++) {
      startControl();
    }
    for (int i = 0; i < nodeCount; i++) {
      addNode();
    }
    token = logIn();
  }

  private static Supplier<PostgresAddress> sharedDatabase() {
    PostgresAddress database = SharedEngines.freshDatabase();
    return () -> database;
  }

  /** One more. */
  void startControl() {
    controls.add(await(ControlPlaneServer.start(vertx, control(database.get()))));
  }

  /** One more, which has been told nothing yet; returns its place. */
  int addNode() {
    return addNode(Map.of());
  }

  /** The same with settings of its own; an empty value takes one away. */
  int addNode(Map<String, String> settings) {
    int place = nodes.size();
    further.add(settings);
    wires.add(new Wire(vertx, () -> internalPort(place)));
    loops.add(Vertx.vertx());
    nodes.add(startNode(place));
    return place;
  }

  /** Of the control plane that a node reads from; where nobody listens, if there is none. */
  private int internalPort(int node) {
    return controls.isEmpty() ? 1 : controls.get(node % controls.size()).internalPort();
  }

  private ControlPlaneSettings control(PostgresAddress database) {
    Map<String, String> values = new HashMap<>();
    values.put("host", "127.0.0.1");
    values.put("port", "0");
    values.put("admin.password", PASSWORD);
    values.put("accounts.passwords.memory", "64KiB"); // many log in
    values.put("internal.identity.root", ROOT.value());
    values.put("database.host", database.host());
    values.put("database.port", Integer.toString(database.port()));
    values.put("database.name", database.database());
    values.put("database.user", database.user());
    values.put("database.password", database.password());
    values.put("redis.state", SharedEngines.redisState().url());
    values.put("store.directory", store().toString());
    values.put("playback.token-secret", "0123456789abcdef".repeat(4));
    values.put("sealing-keys[0].id", "s1");
    values.put("sealing-keys[0].secret", SEALING_KEY);
    values.putAll(extra.control);
    return Settings.bind(ControlPlaneSettings.class, List.of(SettingsSource.of("test", values)));
  }

  private EdgeOriginServer startNode(int i) {
    Map<String, String> values = new HashMap<>();
    values.put("host", "127.0.0.1");
    values.put("port", "0");
    values.put("memory.max-size", "16MiB");
    values.put("fills.max-prefetches", "0");
    values.put("source.directory", store().toString());
    values.put("redis.cache", SharedEngines.redisCache().url());
    values.put("redis.state", SharedEngines.redisState().url());
    values.put("sealing-keys[0].id", "s1");
    values.put("sealing-keys[0].secret", SEALING_KEY);
    values.put("peer.port", "0");
    values.put("peer.secret", "0123456789abcdef".repeat(2));
    values.put("feed.urls", "http://127.0.0.1:" + wires.get(i).port());
    values.put("feed.credential.token", token("node-" + i));
    values.put("feed.directory", folder.resolve("node-" + i).toString());
    values.put("feed.directory-secret", "fedcba9876543210".repeat(2));
    values.putAll(extra.node);
    values.putAll(further.get(i));
    values.values().removeIf(String::isEmpty);
    values.replaceAll((_, value) -> value.replace("PORT", Integer.toString(wires.get(i).port())));
    EdgeOriginSettings settings =
        Settings.bind(EdgeOriginSettings.class, List.of(SettingsSource.of("test", values)));
    return await(EdgeOriginServer.start(loops.get(i), settings));
  }

  private static String token(String node) {
    return new NodeTokens(ROOT, Optional.empty()).issue(new Identity(NodeRole.EDGE, node));
  }

  void restart(int i) {
    await(nodes.get(i).close());
    nodes.set(i, startNode(i));
  }

  Path folder(String name) {
    return folder.resolve(name);
  }

  Path store() {
    return folder.resolve("store");
  }

  static String path(String title, int segment) {
    return "/" + Publication.path(title, EPOCH) + "/v1/" + segment + ".m4s";
  }

  void publish(String title) {
    publish(title, Visibility.PUBLIC);
  }

  void publish(String title, Visibility visibility) {
    Publication publication = Publication.of(title, EPOCH, visibility, State.PUBLISHED);
    write(
        Publication.path(title, EPOCH) + "/" + Publication.FILE,
        publication.toJson().toBuffer().toString());
  }

  /** In place of what was there, all at once. */
  void put(String path, String content) {
    write(path.substring(1), content);
  }

  private void write(String key, String content) {
    try {
      Path file = store().resolve(key);
      Files.createDirectories(file.getParent());
      Path next = Files.createTempFile(folder, "next", "");
      Files.write(next, content.getBytes(StandardCharsets.UTF_8));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<String> get(int node, String path) throws IOException {
    return send(HttpRequest.newBuilder(url(nodes.get(node).port(), path)).GET());
  }

  String body(int node, String path) {
    try {
      return get(node, path).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String metrics(int node) throws IOException {
    return send(HttpRequest.newBuilder(url(nodes.get(node).adminPort(), "/metrics")).GET()).body();
  }

  /** How far a node has applied the feed. */
  long applied(int node) throws IOException {
    return metric(node, "headwater_feed_sequence{");
  }

  /** The first that starts so. */
  long metric(int node, String start) throws IOException {
    return metrics(node)
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  /** Of all that start so. */
  long sum(int node, String start) {
    try {
      return metrics(node)
          .lines()
          .filter(line -> line.startsWith(start))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI url(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private String logIn() {
    JsonObject credentials =
        new JsonObject().put("email", "admin@headwater.local").put("password", PASSWORD);
    return post("auth/login", credentials, "").getString("accessToken");
  }

  /** What was taken: id and sequence. */
  JsonObject purge(String member, String item) {
    return post("purges", new JsonObject().put(member, new JsonArray().add(item)), token);
  }

  JsonObject purge(JsonObject wish) {
    return post("purges", wish, token);
  }

  /** With the administrator's rights. */
  JsonObject post(String path, JsonObject body) {
    return post(path, body, token);
  }

  /** A private title that is ready, of which the store has what was put there. */
  String privateTitle() {
    JsonObject wish = new JsonObject().put("name", "Rain").put("visibility", "private");
    String title = post("titles", wish).getString("id");
    String ready =
        "update titles set status = 'ready', progress = 1, epoch = $2, epochs = array[$2::text] where id = $1";
    await(controls.getFirst().pool().preparedQuery(ready).execute(Tuple.of(title, EPOCH)));
    publish(title, Visibility.PRIVATE);
    return title;
  }

  /** As a player is given it. */
  String playbackToken(String title) {
    return post("titles/" + title + "/playback", new JsonObject()).getString("token");
  }

  JsonObject call(String path) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(url(controls.getLast().port(), "/api/v1/" + path)).GET();
      return new JsonObject(send(request.header("Authorization", "Bearer " + token)).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonObject post(String path, JsonObject body, String bearer) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url(controls.getFirst().port(), "/api/v1/" + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode()));
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    try {
      HttpResponse<String> answer = send(request);
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(answer.statusCode() + " " + answer.body());
      }
      return new JsonObject(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  JsonObject awaitState(String purgeId, String state) {
    until("purge is " + state, () -> state(purgeId).equals(state));
    return call("purges/" + purgeId);
  }

  String state(String purgeId) {
    return call("purges/" + purgeId).getString("state");
  }

  static void until(String what, BooleanSupplier so) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("still waiting: " + what);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  void stopControl() {
    controls.forEach(control -> await(control.close()));
    controls.clear();
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    nodes.forEach(node -> await(node.close()));
    stopControl();
    wires.forEach(Wire::close);
    loops.forEach(loop -> await(loop.close()));
    await(vertx.close());
  }
}
