package dev.headwater.cdnconfig;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An origin that answers with the fields of ours, and remembers who asked. Thread-safe. */
final class CountingOrigin implements AutoCloseable {
  /** A viewer's token, which opens what is private. */
  static final String TOKEN = "a.b.c";

  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** A request, with its fields. */
  record Asked(String uri, Headers fields) {}

  private record Answer(int status, String cacheControl, String cdnCacheControl) {}

  CountingOrigin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The requests so far whose target has that in it. */
  List<Asked> asked(String part) {
    return asked.stream().filter(one -> one.uri().contains(part)).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String uri = exchange.getRequestURI().toString();
    asked.add(new Asked(uri, exchange.getRequestHeaders()));
    Answer answer = answer(uri, exchange.getRequestHeaders().getFirst("Cookie"));
    exchange.getResponseHeaders().add("Cache-Control", answer.cacheControl());
    exchange.getResponseHeaders().add("CDN-Cache-Control", answer.cdnCacheControl());
    byte[] body = (uri + " no. " + asked(uri).size()).getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Answer answer(String uri, String cookie) {
    if (uri.contains("/not-yet/")) {
      return new Answer(404, "no-store", "no-store");
    }
    if (uri.contains("/never/")) {
      return new Answer(404, "public, max-age=0", "max-age=10");
    }
    if (uri.contains("/private/")) {
      boolean open = uri.startsWith("/t/" + TOKEN) || ("headwater_token=" + TOKEN).equals(cookie);
      return open
          ? new Answer(200, "private, max-age=300", "no-store")
          : new Answer(403, "no-store", "no-store");
    }
    return uri.startsWith("/live/")
        ? new Answer(200, "public, max-age=" + (uri.contains("/moving/") ? 0 : 60), "max-age=60")
        : new Answer(200, "public, max-age=0", "max-age=3600");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
