package dev.headwater.standalone.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A system of services apart: control planes, workers and data plane nodes, each a process of its
 * own, on one database, two Redis and one bucket. Registered with a test, it tells after a failure
 * what everybody said, and ends what it has started. For one thread.
 */
final class ServiceProcesses implements AfterEachCallback {
  private static final String TOKEN_KID = "control-1";
  private static final String TOKEN_SECRET = "0123456789abcdef".repeat(4);
  private static final String PEER_SECRET = "fedcba9876543210".repeat(4);

  private final List<ServiceProcess> services = new ArrayList<>();
  private final Path folder = newFolder();
  private final ServiceEngines engines = ServiceEngines.start(folder);
  private URI publicUrl = URI.create("http://localhost:8081");

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
    settings.put("data-plane.public-url", publicUrl.toString());
    settings.put("playback.token-kid", TOKEN_KID);
    settings.put("playback.token-secret", TOKEN_SECRET);
    return added(name, List.of("control"), settings);
  }

  /** A worker that is found to be dead after 3 s. */
  ServiceProcess worker(String name) {
    Map<String, String> settings = engines.databaseSettings();
    settings.putAll(engines.bucketSettings("store"));
    settings.put("packaging.work-dir", folder.resolve(name).resolve("work").toString());
    settings.put("packaging.jobs.lease", "3s");
    return added(name, List.of("worker"), settings);
  }

  /** A data plane node in the origin role, with all others of this system as peers. */
  ServiceProcess edge(String name) {
    Map<String, String> settings = new LinkedHashMap<>(engines.bucketSettings("source"));
    settings.put("memory.max-size", "64MiB");
    settings.put("redis.cache", engines.redisCache());
    settings.put("redis.state", engines.redisState());
    settings.put("peer.port", "0");
    settings.put("peer.secret", PEER_SECRET);
    settings.put("tokens.keys[0].kid", TOKEN_KID);
    settings.put("tokens.keys[0].secret", TOKEN_SECRET);
    boolean first = services.stream().noneMatch(service -> service.name().startsWith("edge"));
    ServiceProcess edge = added(name, List.of("edge", "--role", "origin"), settings);
    if (first) {
      publicUrl = edge.url();
    }
    return edge;
  }

  private ServiceProcess added(String name, List<String> command, Map<String, String> settings) {
    ServiceProcess service = ServiceProcess.of(folder, name, command, settings);
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
    test.getExecutionException()
        .ifPresent(_ ->
            services.forEach(
                service -> System.err.println("--- " + service.name() + "\n" + service.said())));
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
