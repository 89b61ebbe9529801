package dev.headwater.standalone.endtoend;

import dev.headwater.cachepolicy.yaml.PolicyReader;
import dev.headwater.cdnconfig.Cdn;
import dev.headwater.engines.testing.ListeningProcess;
import dev.headwater.standalone.layer.RenderedLayer;
import dev.headwater.standalone.layer.RenderedLayer.Known;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What stands between players and an origin, as a CDN does: nothing, or a program with a cache, on
 * a port of its own. nginx and Varnish have what the shipped policy is rendered to. Confined to one
 * thread.
 *
 * @param base without a slash at the end
 */
record Hop(Kind kind, URI base, Optional<ListeningProcess> process) implements AutoCloseable {
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
    int port = ServerPort.choose().number();
    return switch (kind) {
      case DIRECT -> new Hop(kind, origin, Optional.empty());
      case EDGE -> at(kind, port, () -> edge(origin, port, below(folder, kind)));
      case VARNISH -> at(kind, port, () -> rendered(Cdn.VARNISH, origin, folder, port));
      case NGINX -> at(kind, port, () -> rendered(Cdn.NGINX, origin, folder, port));
    };
  }

  /** nginx, which asks the second origin where the first one fails or says 503. */
  static Hop group(URI first, URI second, Path folder) {
    int port = ServerPort.choose().number();
    return at(
        Kind.NGINX,
        port,
        () ->
            new RenderedLayer(Cdn.NGINX, below(folder, Kind.NGINX), port)
                .start(PolicyReader.shipped(), first.getAuthority(), second.getAuthority()));
  }

  /** Starts a program. */
  private interface Start {
    ListeningProcess start() throws IOException;
  }

  private static Hop at(Kind kind, int port, Start program) {
    try {
      return new Hop(kind, URI.create("http://127.0.0.1:" + port), Optional.of(program.start()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path below(Path folder, Kind kind) throws IOException {
    return Files.createDirectories(folder.resolve(kind.toString()));
  }

  private static ListeningProcess rendered(Cdn program, URI origin, Path folder, int port)
      throws IOException {
    Path own = Files.createDirectories(folder.resolve(program.name().toLowerCase(Locale.ROOT)));
    return new RenderedLayer(program, own, port)
        .start(PolicyReader.shipped(), origin.getAuthority(), Known.NOTHING);
  }

  private static ListeningProcess edge(URI origin, int port, Path folder) throws IOException {
    return new ListeningProcess(
        HeadwaterProgram.command(
            Map.of("HEADWATER_LIMITS_REQUESTS_PER_SECOND", "0"), // all viewers have one address
            List.of("edge", "--role", "edge", "--port", "" + port, "--upstream", "" + origin)),
        port,
        folder.resolve("log"));
  }

  /** The same thing, asked for here. */
  URI of(String path) {
    return URI.create(base + path);
  }

  @Override
  public void close() {
    process.ifPresent(ListeningProcess::close);
  }
}
