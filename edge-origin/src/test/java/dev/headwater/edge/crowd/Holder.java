package dev.headwater.edge.crowd;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that holds requests, in a process of its own, and what the machine says of it. Confined
 * to one thread.
 */
final class Holder implements AutoCloseable {
  private static final Pattern WAITING =
      Pattern.compile("(?m)^headwater_live_waiting(?:\\{.*})? (\\S+)");
  private static final Pattern USED = Pattern.compile("used (\\d+)K");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Redirect LOG = Redirect.appendTo(Path.of("/dev/stderr").toFile());
  private static final long POLL_MILLIS = 20;
  private static final long PATIENCE_SECONDS = 60;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final int port;
  private final int metricsPort;

  private Holder(Process process, int port, int metricsPort) {
    this.process = process;
    this.port = port;
    this.metricsPort = metricsPort;
  }

  /**
   * @param options of its virtual machine
   * @param further settings of the node
   */
  static Holder node(List<String> options, Path folder, List<String> further)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(folder.toString()));
    arguments.addAll(further);
    return start(HoldingNode.class, options, arguments, 1000);
  }

  static Holder bare(List<String> options) throws IOException, InterruptedException {
    return start(BareHolder.class, options, List.of(), 0);
  }

  private static Holder start(
      Class<?> program, List<String> options, List<String> arguments, int metrics)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.add(Integer.toString(port));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(LOG).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Holder holder = new Holder(process, port, port + metrics);
    try {
      holder.awaitWaiting(0);
      return holder;
    } catch (IllegalStateException e) {
      holder.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort() % 20_000 + 10_000; // below those that clients are given
    }
  }

  int port() {
    return port;
  }

  /** Until so many requests are held. */
  void awaitWaiting(int count) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    long waiting = waiting();
    while (waiting != count) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "held requests: %d (expected: %d within %d s)"
                .formatted(waiting, count, PATIENCE_SECONDS));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      waiting = waiting();
    }
  }

  /** -1 where it doesn't say. */
  private long waiting() throws InterruptedException {
    try {
      Matcher found = WAITING.matcher(get(metricsPort, "/metrics"));
      return found.find() ? (long) Double.parseDouble(found.group(1)) : -1;
    } catch (IOException _) {
      return -1;
    }
  }

  String get(int from, String target) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + from + target);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  /** Processor time, kernel time included, in seconds. */
  double cpuSeconds() {
    return process.toHandle().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  /** After all of the heap was collected, and what that freed was given back. */
  Memory memory() throws IOException, InterruptedException {
    collect();
    return used();
  }

  void collect() throws IOException, InterruptedException {
    jcmd("GC.run");
    jcmd("GC.run");
  }

  /** As it is now, garbage included. */
  Memory used() throws IOException, InterruptedException {
    Matcher used = USED.matcher(jcmd("GC.heap_info"));
    long heapKiB = 0;
    while (used.find()) {
      heapKiB += Long.parseLong(used.group(1));
    }
    Matcher resident =
        RESIDENT.matcher(
            Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
    return new Memory(resident.find() ? Long.parseLong(resident.group(1)) : 0, heapKiB);
  }

  /** In KiB: of the process, and what lives on its heap (and in its metaspace). */
  record Memory(long resident, long heap) {
    Memory minus(Memory before) {
      return new Memory(resident - before.resident, heap - before.heap);
    }
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    jcmd.waitFor();
    return said;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    client.close();
  }
}
