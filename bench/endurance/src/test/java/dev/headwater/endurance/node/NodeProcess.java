package dev.headwater.endurance.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One server in a process of its own, with a configuration file. For one thread. */
public final class NodeProcess implements AutoCloseable {
  /** Bounds the start on a machine under load. */
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final Duration QUESTION_LIMIT = Duration.ofSeconds(20);
  private static final long LOOK_MILLIS = 50;

  private final NodePort port;
  private final Path log;
  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();

  private NodeProcess(NodePort port, Path log, Process process) {
    this.port = port;
    this.log = log;
    this.process = process;
  }

  /**
   * How a server is started.
   *
   * @param command of the program, without its configuration file
   * @param settings lines of its configuration file
   * @param javaOptions besides those that the launcher gives
   */
  public record Start(
      List<String> command, NodePort port, List<String> settings, List<String> javaOptions) {
    public Start {
      command = List.copyOf(command);
      settings = List.copyOf(settings);
      javaOptions = List.copyOf(javaOptions);
    }

    /** A node of the data plane, as {@code edge} or {@code origin}. */
    public static Start node(
        String role, NodePort port, List<String> settings, List<String> javaOptions) {
      return new Start(List.of("edge", "--role", role), port, settings, javaOptions);
    }

    /** A control plane. */
    public static Start controlPlane(NodePort port, List<String> settings) {
      return new Start(List.of("control"), port, settings, List.of());
    }

    /** Whether the node knows these settings. */
    public boolean isUnderstood(Path folder) {
      try {
        Process check = begin(folder, "check", "--check");
        return check.waitFor() == 0;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }

    private Process begin(Path folder, String name, String... more) {
      List<String> lines = new ArrayList<>(List.of("host: 127.0.0.1", "port: " + port.number()));
      lines.addAll(settings);
      Path file = folder.resolve(name + ".yaml");
      List<String> arguments = new ArrayList<>(command);
      arguments.addAll(List.of("--config", file.toString()));
      arguments.addAll(List.of(more));
      try {
        Files.write(file, lines);
        return Program.command(javaOptions, arguments)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Blocks until it is ready; its log and configuration lie in the folder, under its name. */
  public static NodeProcess start(Path folder, String name, Start start) {
    NodeProcess node =
        new NodeProcess(start.port(), folder.resolve(name + ".log"), start.begin(folder, name));
    Runtime.getRuntime().addShutdownHook(new Thread(node.process::destroyForcibly, "node-stop"));
    try {
      node.awaitReady();
      return node;
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  private void awaitReady() {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (!isReady()) {
      if (endedWithin(Duration.ofMillis(LOOK_MILLIS)) || System.nanoTime() - end > 0) {
        throw new IllegalStateException("the node did not start:\n" + text());
      }
    }
  }

  private boolean isReady() {
    try {
      return ask("/health/ready").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private HttpResponse<String> ask(String path) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + port.admin() + path);
    try {
      return client.send(
          HttpRequest.newBuilder(uri).timeout(QUESTION_LIMIT).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  public NodePort port() {
    return port;
  }

  public Metrics metrics() {
    try {
      return new Metrics(ask("/metrics").body());
    } catch (IOException e) {
      throw new UncheckedIOException("the node does not answer its administrator", e);
    }
  }

  /** Has all of the heap collected, so that what was leaked long ago is noticed too. */
  public void collect() {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process collecting =
          new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.run")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!collecting.waitFor(QUESTION_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        collecting.destroyForcibly();
        throw new IllegalStateException("the collection took longer than " + QUESTION_LIMIT);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Reports of Netty's leak detector. */
  public long leakReports() {
    return logged(line -> line.contains("LEAK:"));
  }

  /** Errors in its log, less what the network layer says of a peer that was killed. */
  public long loggedErrors() {
    return logged(line -> line.contains(" ERROR ") && !line.contains("reset by peer"));
  }

  private long logged(Predicate<String> kind) {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines.filter(kind).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text() {
    try {
      return Files.readString(log, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    process.destroy();
    if (!endedWithin(STOP_LIMIT)) {
      process.destroyForcibly();
    }
  }

  private boolean endedWithin(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
