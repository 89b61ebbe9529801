package dev.headwater.standalone.endtoend;

import dev.headwater.engines.testing.OptionalProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What stands between players and an origin, as a CDN does: nothing, or a program with a cache, on
 * a port of its own. Confined to one thread.
 *
 * @param base without a slash at the end
 */
record Hop(Kind kind, URI base, Optional<Process> process) implements AutoCloseable {
  private static final Path CONFIGURATIONS = HeadwaterProgram.root().resolve("bench/players");

  /** Bounds the start and the end of a program on a machine under load. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Which program. */
  enum Kind {
    DIRECT,
    EDGE,
    VARNISH,
    NGINX;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Started, and listening.
   *
   * @param origin without a slash at the end
   * @param folder for what the program keeps
   */
  static Hop start(Kind kind, URI origin, Path folder) {
    if (kind == Kind.DIRECT) {
      return new Hop(kind, origin, Optional.empty());
    }
    int port = ServerPort.choose().number();
    return listening(kind, launch(kind, origin, below(folder, kind), port), port, folder);
  }

  /** nginx, which asks the second origin where the first one fails or says 503. */
  static Hop group(URI first, URI second, Path folder) {
    int port = ServerPort.choose().number();
    String both =
        "server %s; server %s backup".formatted(first.getAuthority(), second.getAuthority());
    Path own = below(folder, Kind.NGINX);
    return listening(Kind.NGINX, start(nginx(both, own, port), own), port, folder);
  }

  private static Hop listening(Kind kind, Process process, int port, Path folder) {
    Hop hop = new Hop(kind, URI.create("http://127.0.0.1:" + port), Optional.of(process));
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    Await.that(kind + " listens or ends", LIMIT, () -> !process.isAlive() || accepts(port));
    if (!process.isAlive()) {
      throw new AssertionError(kind + " ended: " + log(folder.resolve(kind.toString())));
    }
    return hop;
  }

  private static Path below(Path folder, Kind kind) {
    try {
      return Files.createDirectories(folder.resolve(kind.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process launch(Kind kind, URI origin, Path folder, int port) {
    return switch (kind) {
      case NGINX -> start(nginx("server " + origin.getAuthority(), folder, port), folder);
      case VARNISH -> start(varnish(origin, folder, port), folder);
      default -> start(edge(origin, port), folder);
    };
  }

  private static ProcessBuilder edge(URI origin, int port) {
    return HeadwaterProgram.command(
        Map.of("HEADWATER_LIMITS_REQUESTS_PER_SECOND", "0"), // all viewers have one address
        List.of("edge", "--role", "edge", "--port", "" + port, "--upstream", origin.toString()));
  }

  private static ProcessBuilder nginx(String origins, Path folder, int port) {
    Path file =
        filled(
            "nginx.conf",
            folder,
            Map.of("PORT", "" + port, "ORIGINS", origins, "FOLDER", folder.toString()));
    return new ProcessBuilder(
        OptionalProgram.require("nginx").toString(),
        "-p",
        folder.toString(),
        "-c",
        file.toString(),
        "-e",
        folder.resolve("error.log").toString(),
        "-g",
        "daemon off;" + (System.getProperty("user.name").equals("root") ? " user root;" : ""));
  }

  private static ProcessBuilder varnish(URI origin, Path folder, int port) {
    Path file =
        filled(
            "varnish.vcl",
            folder,
            Map.of("ORIGIN_HOST", origin.getHost(), "ORIGIN_PORT", "" + origin.getPort()));
    return new ProcessBuilder(
        OptionalProgram.require("varnishd").toString(),
        "-F",
        "-a",
        "127.0.0.1:" + port,
        "-f",
        file.toString(),
        "-n",
        folder.toString(),
        "-s",
        "malloc,256m",
        "-j",
        "none");
  }

  /** A copy of a configuration with what it leaves open. */
  private static Path filled(String name, Path folder, Map<String, String> open) {
    try {
      String text = Files.readString(CONFIGURATIONS.resolve(name));
      for (Map.Entry<String, String> each : open.entrySet()) {
        text = text.replaceAll("\\b" + each.getKey() + "\\b", each.getValue());
      }
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process start(ProcessBuilder builder, Path folder) {
    try {
      return builder
          .redirectErrorStream(true)
          .redirectOutput(Redirect.appendTo(folder.resolve("log").toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String log(Path folder) {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The same thing, asked for here. */
  URI of(String path) {
    return URI.create(base + path);
  }

  @Override
  public void close() {
    process.ifPresent(Hop::end);
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
