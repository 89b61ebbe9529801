package dev.headwater.edge.peer;

import static dev.headwater.edge.peer.Await.await;

import dev.headwater.edge.EdgeOriginServer;
import dev.headwater.edge.EdgeOriginSettings;
import dev.headwater.platform.runtime.EventLoops;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import io.vertx.core.VertxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A node in a process of its own, which can be killed. */
final class NodeProcess implements AutoCloseable {
  private static final String LISTENS = "listens on ";

  /** Of an answer, on a machine under load. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Process process;
  private final int port;
  private final int adminPort;

  private NodeProcess(Process process, String ports) {
    this.process = process;
    String[] both = ports.split(" ", 2);
    this.port = Integer.parseInt(both[0]);
    this.adminPort = Integer.parseInt(both[1]);
  }

  /** The process: settings as {@code key=value}; it ends with its standard input. */
  public static void main(String[] settings) throws IOException {
    Map<String, String> values = new HashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      values.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    EdgeOriginServer server =
        await(
            EdgeOriginServer.start(
                EventLoops.start(new VertxOptions()),
                Settings.bind(
                    EdgeOriginSettings.class, List.of(SettingsSource.of("test", values)))));
    System.out.println(LISTENS + server.port() + " " + server.adminPort());
    System.in.transferTo(OutputStream.nullOutputStream());
    Runtime.getRuntime().halt(0);
  }

  /** So many that start side by side. */
  static List<NodeProcess> start(int count, Map<String, String> settings) {
    return IntStream.range(0, count).parallel().mapToObj(_ -> start(settings)).toList();
  }

  private static NodeProcess start(Map<String, String> settings) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:MaxDirectMemorySize=512m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                NodeProcess.class.getName()));
    settings.forEach((key, value) -> command.add(key + "=" + value));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      return new NodeProcess(process, ports(process.inputReader(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ports(BufferedReader output) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(LISTENS)) {
        return line.substring(LISTENS.length());
      }
    }
    throw new IOException("the node ended before it listened");
  }

  int port() {
    return port;
  }

  /** What it counts, as text. */
  String metrics() {
    URI uri = URI.create("http://127.0.0.1:" + adminPort + "/metrics");
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void kill() {
    process.destroyForcibly();
  }

  /** It is there, and does nothing any more. */
  void hang() {
    signal("-STOP");
  }

  /** After it has hung. */
  void goOn() {
    signal("-CONT");
  }

  private void signal(String which) {
    try {
      new ProcessBuilder("kill", which, Long.toString(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
