package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One service as the command line runs it, in a process of its own that can be killed and started
 * again. For one thread.
 */
final class ServiceProcess {
  /** Bounds a start beside those of other services on a machine under load. */
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private static final String JAVA_OPTIONS = "HEADWATER_JAVA_OPTS";

  /** Several run at once: small, and quick to start rather than fast. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(JAVA_OPTIONS, "-Xmx192m -XX:TieredStopAtLevel=1");

  private final String name;
  private final List<String> command;
  private final ServerPort port;
  private final Path folder;
  private @Nullable Process process;

  private ServiceProcess(String name, List<String> command, ServerPort port, Path folder) {
    this.name = name;
    this.command = command;
    this.port = port;
    this.folder = folder;
  }

  /**
   * Writes its settings down, and starts nothing yet.
   *
   * @param folder of all services
   * @param command the service and its options, without the file and the port
   * @param settings by flat key
   */
  static ServiceProcess of(
      Path folder,
      String name,
      ServerPort port,
      List<String> command,
      Map<String, String> settings) {
    try {
      Path own = Files.createDirectories(folder.resolve(name));
      List<String> lines =
          settings.entrySet().stream()
              .map(entry -> entry.getKey() + ": '" + entry.getValue() + "'")
              .toList();
      Files.write(own.resolve("settings.yaml"), lines);
      return new ServiceProcess(name, command, port, own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return name;
  }

  /** What is this service's alone: its settings, its log, and what it works on. */
  Path folder() {
    return folder;
  }

  /** Without a slash at the end. */
  URI url() {
    return URI.create("http://localhost:" + port.number());
  }

  boolean hasCommand(List<String> other) {
    return command.equals(other);
  }

  long pid() {
    return running()
        .toHandle()
        .descendants()
        .map(ProcessHandle::pid)
        .findFirst()
        .orElse(running().pid()); // the launcher becomes what it starts
  }

  boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** What the command line says of the settings, with nothing started. */
  ProgramRun check() {
    List<String> arguments = new ArrayList<>(arguments());
    arguments.add("--check");
    return HeadwaterProgram.run(ENVIRONMENT, arguments);
  }

  /** Begins the start; {@link #awaitReady} tells when it serves. */
  ServiceProcess start() {
    return start("");
  }

  /**
   * The same.
   *
   * @param javaOptions besides the usual ones
   */
  ServiceProcess start(String javaOptions) {
    Map<String, String> environment =
        Map.of(JAVA_OPTIONS, ENVIRONMENT.get(JAVA_OPTIONS) + " " + javaOptions);
    try {
      Process started =
          HeadwaterProgram.command(environment, arguments())
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log().toFile()))
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly, "stop of " + name));
      process = started;
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitReady() {
    Await.that(
        name + " ready",
        START_LIMIT,
        () -> {
          assertThat(running().isAlive()).as("%s runs\n%s", name, said()).isTrue();
          return ready();
        });
  }

  private boolean ready() {
    URI address = URI.create("http://localhost:" + port.admin() + "/health/ready");
    try {
      return Http.send(HttpRequest.newBuilder(address).timeout(Http.LIMIT).build()).statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** What Prometheus would read. */
  String metrics() {
    return Http.text(URI.create("http://localhost:" + port.admin() + "/metrics"));
  }

  /**
   * The sum of what it counts.
   *
   * @param start of the lines that count, as the name, or the name and the first label
   */
  double metric(String start) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** What a data plane node sees of its cluster. */
  JsonObject cluster() {
    return new JsonObject(Http.text(URI.create("http://localhost:" + port.admin() + "/cluster")));
  }

  /** Takes a data plane node out of its cluster, and in again; it does so after the answer. */
  void tellCluster(String word) {
    URI address = URI.create("http://localhost:" + port.admin() + "/cluster/" + word);
    try {
      int status =
          Http.send(
                  HttpRequest.newBuilder(address)
                      .timeout(Http.LIMIT)
                      .POST(BodyPublishers.noBody())
                      .build())
              .statusCode();
      assertThat(status).isEqualTo(202);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many nodes of its cluster a data plane node hears, itself included. */
  long heard() {
    return cluster().getJsonArray("members").stream()
        .filter(member -> ((JsonObject) member).getBoolean("heard"))
        .count();
  }

  /** Ends the process at once, without a word to it: {@code kill -9}. */
  void kill() {
    running().destroyForcibly();
    assertThat(ends()).as("%s ends when killed", name).isTrue();
  }

  /** Tells the process to end (SIGTERM) and waits until it has; returns its exit status. */
  int stop() {
    running().destroy();
    assertThat(ends()).as("%s ends within %s\n%s", name, STOP_LIMIT, said()).isTrue();
    return running().exitValue();
  }

  /** Kills it if it runs. */
  void end() {
    if (process != null) {
      process.destroyForcibly();
      assertThat(ends()).isTrue();
    }
  }

  /** All that it has said. */
  String said() {
    try {
      return Files.exists(log()) ? Files.readString(log()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log() {
    return folder.resolve("log");
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(
        List.of(
            "--config",
            folder.resolve("settings.yaml").toString(),
            "--port",
            Integer.toString(port.number())));
    return arguments;
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return process;
  }

  private boolean ends() {
    try {
      return running().waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
