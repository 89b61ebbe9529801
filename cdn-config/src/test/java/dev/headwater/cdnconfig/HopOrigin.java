package dev.headwater.cdnconfig;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An origin that gives what is private to a hop that shows its secret, and to nobody else. Its
 * bytes are of editions, and some of its answers wait to be let go. Thread-safe.
 */
final class HopOrigin implements AutoCloseable {
  static final String SECRET = "hop-secret-of-32-characters-----";

  /** What answers that hold back their fields have in their paths. */
  static final String HELD = "held";

  /** What answers that hold back the second half of their bodies have in theirs. */
  static final String HALF = "half";

  private final HttpServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger edition = new AtomicInteger(1);
  private final CountDownLatch letGo = new CountDownLatch(1);
  private volatile String tag = "kind";

  HopOrigin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** How often it was asked for what has that in its target. */
  int asked(String part) {
    return (int) asked.stream().filter(one -> one.contains(part)).count();
  }

  /** From now on answers have other bytes. */
  void publish() {
    edition.incrementAndGet();
  }

  /** From now on answers bear this tag, too. */
  void tag(String another) {
    tag = another;
  }

  /** Lets go the answers that wait. */
  void letGo() {
    letGo.countDown();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String uri = exchange.getRequestURI().toString();
    boolean hop = SECRET.equals(exchange.getRequestHeaders().getFirst("Headwater-Hop"));
    byte[] body = ("edition " + edition + " of " + uri).getBytes(StandardCharsets.UTF_8);
    asked.add(uri);
    if (uri.contains(HELD)) {
      await();
    }
    int status = fields(exchange, uri, hop);
    try (exchange) {
      exchange.sendResponseHeaders(status, status == 200 ? body.length : -1);
      if (status == 200) {
        body(exchange.getResponseBody(), body, uri.contains(HALF));
      }
    }
  }

  private int fields(HttpExchange exchange, String uri, boolean hop) {
    boolean closed = uri.contains("/private") || uri.startsWith("/keys/");
    boolean kept = !uri.startsWith("/keys/") && (hop || !closed);
    var fields = exchange.getResponseHeaders();
    fields.add("CDN-Cache-Control", kept ? "max-age=60" : "no-store");
    fields.add(
        "Cache-Tag", uri.replaceFirst("^/([^/]*)/([^/]*).*", "title-$2,kind-$1") + "," + tag);
    if (!closed) {
      fields.add("Cache-Control", "public, max-age=0");
    } else if (hop) {
      fields.add("Cache-Control", kept ? "private, max-age=0" : "no-store");
      fields.add("Headwater-Access", "token");
    } else {
      fields.add("Cache-Control", "no-store");
      return 403;
    }
    return 200;
  }

  private void body(OutputStream out, byte[] body, boolean inHalves) throws IOException {
    int half = body.length / 2;
    out.write(body, 0, half);
    out.flush();
    if (inHalves) {
      await();
    }
    out.write(body, half, body.length - half);
  }

  private void await() {
    try {
      letGo.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    letGo();
    server.stop(0);
  }
}
