package dev.headwater.standalone.endtoend;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Pages with players of browsers, each for a viewer of its own. Confined to one thread. */
final class PlayerPages implements AutoCloseable {
  private static final Map<String, String> TYPES =
      Map.of("html", "text/html", "js", "text/javascript");

  /** The page itself, and the players that the console has, too. */
  private static final List<Path> FOLDERS =
      List.of(
          HeadwaterProgram.root().resolve("bench/players"),
          HeadwaterProgram.root().resolve("control-plane/console/node_modules"));

  private final HttpServer server;
  private final HeadlessChromium chromium;

  private PlayerPages(HttpServer server, HeadlessChromium chromium) {
    this.server = server;
    this.chromium = chromium;
  }

  /** Skips the test where there is no Chromium. */
  static PlayerPages start() {
    HeadlessChromium chromium = HeadlessChromium.start();
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", PlayerPages::serve);
      server.start();
      return new PlayerPages(server, chromium);
    } catch (IOException e) {
      chromium.close();
      throw new UncheckedIOException(e);
    }
  }

  private static void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(1);
    try (exchange) {
      for (Path folder : FOLDERS) {
        Path file = folder.resolve(path).normalize();
        if (file.startsWith(folder) && Files.isRegularFile(file)) {
          send(exchange, file);
          return;
        }
      }
      exchange.sendResponseHeaders(404, -1);
    }
  }

  private static void send(HttpExchange exchange, Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String name = file.toString();
    exchange
        .getResponseHeaders()
        .set("Content-Type", TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), ""));
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Begins to play on a new page. */
  PagePlayer play(Player.Kind kind, URI hls) {
    return play(kind, hls, "");
  }

  /**
   * Begins to play on a new page.
   *
   * @param keyServer for Clear Key; empty where there is none
   */
  PagePlayer play(Player.Kind kind, URI hls, String keyServer) {
    Page page = chromium.page();
    page.navigate("http://localhost:" + server.getAddress().getPort() + "/player.html");
    page.evaluate(
        "([player, url, keyServer]) => begin(player, url, keyServer)",
        List.of(kind.toString(), "" + hls, keyServer));
    return new PagePlayer(page);
  }

  @Override
  public void close() {
    chromium.close();
    server.stop(0);
  }
}
