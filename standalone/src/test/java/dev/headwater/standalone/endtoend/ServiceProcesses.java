package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A system of services apart: control planes, two at most, workers and data plane nodes, each a
 * process of its own, on one database, two Redis and one bucket. Nodes follow the feed, each by the
 * token that the command line made for it, and read its snapshot in the bucket. Registered with a
 * test, it tells after a failure what everybody said, and ends what it has started. For one thread.
 */
final class ServiceProcesses implements AfterEachCallback {
  private static final int MOST_EDGES = 6;
  private static final List<String> EDGE = List.of("edge", "--role", "origin");
  private static final String TOKEN_SECRET = "0123456789abcdef".repeat(4);
  private static final String PEER_SECRET = "fedcba9876543210".repeat(4);

  private static final String SECRET = "0123456789abcdef".repeat(4);

  /** RFC 8032, section 7.1, test 1. */
  private static final String SIGNING_KEY =
      "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";

  static final String SNAPSHOT_KEY = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
  static final String SNAPSHOT_SECRET = "0123456789abcdef".repeat(2);

  private final List<ServiceProcess> services = new ArrayList<>();
  private final Deque<ServerPort> controlPorts =
      new ArrayDeque<>(List.of(ServerPort.choose(), ServerPort.choose()));
  private final List<String> feeds =
      controlPorts.stream().map(port -> "http://127.0.0.1:" + port.internal()).toList();
  private final Path folder = newFolder();
  private final ServiceEngines engines;

  /** Of the data plane nodes, in the order in which they are made: each has to know all. */
  private final List<ServerPort> edgePorts =
      Stream.generate(ServerPort::choose).limit(MOST_EDGES).toList();

  /** On the engines that all tests share. */
  ServiceProcesses() {
    this(ServiceEngines::start);
  }

  /**
   * @param engines started in the folder of this system, and ended with it
   */
  ServiceProcesses(Function<Path, ServiceEngines> engines) {
    this.engines = engines.apply(folder);
  }

  ServiceEngines engines() {
    return engines;
  }

  /** A control plane whose answers lead viewers to the data plane node that was made first. */
  ServiceProcess control(String name) {
    Map<String, String> settings = engines.databaseSettings();
    settings.putAll(engines.bucketSettings("store"));
    settings.put("redis.state", engines.redisState());
    settings.put("redis.timeout", "500ms"); // many processes on few cores
    settings.put("admin.email", Installation.EMAIL);
    settings.put("admin.password", Installation.PASSWORD);
    settings.put("accounts.passwords.memory", "64KiB"); // many log in
    settings.put("data-plane.public-url", "http://localhost:" + edgePorts.getFirst().number());
    settings.put("playback.token-secret", TOKEN_SECRET);
    settings.put("sealing-keys[0].id", "s1");
    settings.put("sealing-keys[0].secret", SECRET);
    settings.put("internal.identity.root", "file:" + root());
    settings.put("feed.snapshot.signing-key", SIGNING_KEY);
    settings.put("feed.snapshot.secret", SNAPSHOT_SECRET);
    return added(name, controlPorts.remove(), List.of("control"), settings);
  }

  /** A worker that is found to be dead after 3 s. */
  ServiceProcess worker(String name) {
    return worker(name, Map.of());
  }

  /** The same, which encrypts what is private. */
  ServiceProcess encryptingWorker(String name) {
    return worker(
        name,
        Map.of(
            "packaging.encryption",
            "aes-128",
            "sealing-keys[0].id",
            "s1",
            "sealing-keys[0].secret",
            SECRET));
  }

  private ServiceProcess worker(String name, Map<String, String> more) {
    Map<String, String> settings = engines.databaseSettings();
    settings.putAll(engines.bucketSettings("store"));
    settings.put("packaging.work-dir", folder.resolve(name).resolve("work").toString());
    settings.put("packaging.jobs.lease", "3s");
    settings.putAll(more);
    return added(name, ServerPort.choose(), List.of("worker"), settings);
  }

  ServiceProcess edge(String name) {
    return edge(name, Map.of());
  }

  /**
   * A data plane node in the origin role, with all others of this system as peers and in one
   * cluster.
   *
   * @param more settings by flat key
   */
  ServiceProcess edge(String name, Map<String, String> more) {
    Map<String, String> settings = new LinkedHashMap<>(engines.bucketSettings("source"));
    settings.put("memory.max-size", "64MiB");
    settings.put("redis.cache", engines.redisCache());
    settings.put("redis.state", engines.redisState());
    settings.put("peer.port", "0");
    settings.put("peer.secret", PEER_SECRET);
    settings.putAll(feed(name));
    settings.put("feed.snapshot.public-keys", SNAPSHOT_KEY);
    settings.put("feed.snapshot.secret", SNAPSHOT_SECRET);
    ServerPort port = nextEdgePort();
    settings.putAll(cluster(port));
    settings.putAll(more);
    return added(name, port, EDGE, settings);
  }

  /** A data plane node of another region: only the feed is the same. */
  ServiceProcess edgeApart(String name) {
    Map<String, String> settings = new LinkedHashMap<>(feed(name));
    settings.put("memory.max-size", "64MiB");
    settings.put("source.directory", folder.resolve(name).resolve("store").toString());
    return added(name, nextEdgePort(), EDGE, settings);
  }

  private ServerPort nextEdgePort() {
    long before = services.stream().filter(service -> service.hasCommand(EDGE)).count();
    return edgePorts.get((int) before);
  }

  private Map<String, String> feed(String name) {
    return Map.of(
        "sealing-keys[0].id",
        "s1",
        "sealing-keys[0].secret",
        SECRET,
        "feed.urls[0]",
        feeds.getFirst(),
        "feed.urls[1]",
        feeds.getLast(),
        "feed.credential.token",
        "file:" + token(name),
        "feed.directory",
        folder.resolve(name).resolve("feed").toString(),
        "feed.directory-secret",
        SECRET);
  }

  private Map<String, String> cluster(ServerPort port) {
    return Map.of(
        "cluster.port",
        Integer.toString(port.internal()),
        "cluster.members",
        edgePorts.stream()
            .map(edge -> "127.0.0.1:" + edge.internal())
            .collect(Collectors.joining(",")));
  }

  /** What node tokens are made from. */
  private Path root() {
    return write("node-root", SECRET);
  }

  /** A file with the token of a node. */
  private Path token(String node) {
    ProgramRun run =
        HeadwaterProgram.run(
            Map.of(),
            List.of(
                "token",
                "node",
                "--role",
                "edge",
                "--name",
                node,
                "--root-secret-file",
                root().toString()));
    assertThat(run.status()).as(run.errors()).isZero();
    return write(node + ".token", run.output());
  }

  private Path write(String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ServiceProcess added(
      String name, ServerPort port, List<String> command, Map<String, String> settings) {
    ServiceProcess service = ServiceProcess.of(folder, name, port, command, settings);
    services.add(service);
    return service;
  }

  /** Starts all at once and returns when each of them is ready. */
  static void start(ServiceProcess... services) {
    List<ServiceProcess> started = Stream.of(services).map(ServiceProcess::start).toList();
    started.forEach(ServiceProcess::awaitReady);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    end(test.getExecutionException().isPresent());
  }

  /**
   * Ends all that was started, the engines included.
   *
   * @param failed whether everybody's words are to be shown
   */
  void end(boolean failed) {
    if (failed) {
      services.forEach(
          service -> System.err.println("--- " + service.name() + "\n" + service.said()));
    }
    services.forEach(ServiceProcess::end);
    engines.close();
    DataProcesses.naming(folder).forEach(ProcessHandle::destroyForcibly); // encoders of the killed
    delete();
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("headwater-services-").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void delete() {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
