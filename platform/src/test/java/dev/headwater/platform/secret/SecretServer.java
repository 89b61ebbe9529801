package dev.headwater.platform.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** A server on loopback that answers as one of those that keep secrets. Thread-safe. */
final class SecretServer implements AutoCloseable {
  private final HttpServer server;

  /** What is answered to a request whose body was read. */
  interface Protocol {
    Answer answer(HttpExchange request, String body);
  }

  record Answer(int status, String json) {}

  private SecretServer(HttpServer server) {
    this.server = server;
  }

  static SecretServer start(Protocol protocol) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", exchange -> handle(exchange, protocol));
      server.start();
      return new SecretServer(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void handle(HttpExchange exchange, Protocol protocol) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      Answer answer = protocol.answer(exchange, body);
      byte[] json = answer.json.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status, json.length == 0 ? -1 : json.length);
      exchange.getResponseBody().write(json);
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
