package dev.headwater.control.cdn;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A server that is purged as the rendered configurations are, and notes what it was told. */
public final class TestCdn implements AutoCloseable {
  public static final String SECRET = "what-the-CDN-knows-purges-by";

  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Runnable onPurge;
  private final HttpServer server;
  private volatile int status = 200;
  private volatile byte[] body = {};
  private volatile boolean silent;
  private volatile String secret = SECRET;

  /**
   * A purge that was answered with 200.
   *
   * @param scope path, prefix or tag
   * @param name the path, or the tag
   */
  public record Told(String scope, String name, String mode) {}

  private TestCdn(int port, Runnable onPurge) {
    this.onPurge = onPurge;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public static TestCdn start() {
    return start(() -> {});
  }

  /** Before a purge is answered, {@code onPurge} is run. */
  public static TestCdn start(Runnable onPurge) {
    return new TestCdn(0, onPurge);
  }

  /** On the port of one that was closed. */
  public static TestCdn startOn(int port) {
    return new TestCdn(port, () -> {});
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  public List<Told> told() {
    return List.copyOf(told);
  }

  /** Answers with that from now on. */
  public void answer(int newStatus) {
    status = newStatus;
  }

  /** The same, with a body. */
  public void answer(int newStatus, byte[] newBody) {
    body = newBody;
    status = newStatus;
  }

  /** Answers with nothing from now on. */
  public void fallSilent() {
    silent = true;
  }

  public void speak() {
    silent = false;
  }

  /** Knows purges by another secret from now on. */
  public void setSecret(String newSecret) {
    secret = newSecret;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (silent) {
        awaitClose();
        return;
      }
      byte[] content = body;
      exchange.sendResponseHeaders(note(exchange), content.length == 0 ? -1 : content.length);
      if (content.length > 0) {
        exchange.getResponseBody().write(content);
      }
    }
  }

  private int note(HttpExchange exchange) {
    if (!exchange.getRequestMethod().equals("PURGE")) {
      return 405;
    }
    if (!secret.equals(field(exchange, "Headwater-Purge"))) {
      return 403;
    }
    if (status == 200) {
      onPurge.run();
      String scope = field(exchange, "Headwater-Purge-Scope");
      String tag = field(exchange, "Headwater-Purge-Tag");
      String mode = field(exchange, "Headwater-Purge-Mode");
      told.add(
          new Told(
              scope == null ? "path" : scope,
              tag == null ? exchange.getRequestURI().getRawPath() : tag,
              mode == null ? "hard" : mode));
    }
    return status;
  }

  private static @Nullable String field(HttpExchange exchange, String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
